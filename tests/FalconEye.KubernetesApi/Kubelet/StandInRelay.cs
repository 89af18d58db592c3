using System.Net.Sockets;
using System.Text;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>
/// Says that it is well where a relay would (<c>GET /health</c>, and anything else), for tests of many cameras that are about the cluster and not
/// about pictures. It is a socket and a text, so that a thousand of them cost little.
/// </summary>
public static class StandInRelay
{
    private const int Port = 8081;

    private static readonly byte[] Answer = Describe("""{"status":"idle","camera":"","source":"","viewers":0,"fps":0,"last_frame_age_ms":null}""");

    /// <summary>Answers until it is cancelled.</summary>
    public static async Task RunAsync(PodContext pod, CancellationToken cancellationToken)
    {
        using TcpListener listener = new(pod.Address, Port);
        listener.Start();
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptSocketAsync(cancellationToken), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The pod ends.
        }
    }

    /// <summary>Each request of these clients is one small packet without a body.</summary>
    private static async Task ServeAsync(Socket caller, CancellationToken cancellationToken)
    {
        using (caller)
        {
            try
            {
                var request = new byte[4096];
                while (await caller.ReceiveAsync(request, cancellationToken) > 0)
                {
                    await caller.SendAsync(Answer, cancellationToken);
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // The caller has gone, or the pod ends.
            }
        }
    }

    private static byte[] Describe(string json) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");
}
