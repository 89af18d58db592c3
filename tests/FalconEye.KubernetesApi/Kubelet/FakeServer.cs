using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>Answers any HTTP request with one text. It is a socket and that text, so that a thousand of them cost little.</summary>
internal static class FakeServer
{
    /// <summary>Answers until it is cancelled.</summary>
    internal static async Task RunAsync(IPEndPoint address, string json, CancellationToken cancellationToken)
    {
        var answer = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");
        using TcpListener listener = new(address);
        listener.Start();
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptSocketAsync(cancellationToken), answer, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The pod ends.
        }
    }

    /// <summary>Each request of these clients is one small packet without a body.</summary>
    private static async Task ServeAsync(Socket caller, byte[] answer, CancellationToken cancellationToken)
    {
        using (caller)
        {
            try
            {
                var request = new byte[4096];
                while (await caller.ReceiveAsync(request, cancellationToken) > 0)
                {
                    await caller.SendAsync(answer, cancellationToken);
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // The caller has gone, or the pod ends.
            }
        }
    }
}
