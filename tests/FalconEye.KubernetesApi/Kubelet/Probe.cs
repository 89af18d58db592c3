using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>
/// Asks a container how it is: by HTTP or TCP as its probe says. A command cannot be run inside; such a probe always succeeds.
/// </summary>
internal sealed class Probe(JsonObject probe, JsonObject container, IPAddress address)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero });

    internal TimeSpan Period { get; } = TimeSpan.FromSeconds(probe.Number("periodSeconds") ?? 10);

    internal TimeSpan InitialDelay { get; } = TimeSpan.FromSeconds(probe.Number("initialDelaySeconds") ?? 0);

    internal long FailureThreshold { get; } = probe.Number("failureThreshold") ?? 3;

    private TimeSpan ProbeTimeout { get; } = TimeSpan.FromSeconds(probe.Number("timeoutSeconds") ?? 1);

    internal static Probe? Of(JsonObject container, string name, IPAddress address) =>
        container.Object(name) is { } probe ? new Probe(probe, container, address) : null;

    internal async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ProbeTimeout);
        try
        {
            if (probe.Object("httpGet") is { } get)
            {
                using var answer = await Http.GetAsync(new Uri($"http://{address}:{PortOf(get)}{get.Text("path") ?? "/"}"), HttpCompletionOption.ResponseHeadersRead, deadline.Token);
                return (int)answer.StatusCode is >= 200 and < 400;
            }

            if (probe.Object("tcpSocket") is { } socket)
            {
                using TcpClient client = new();
                await client.ConnectAsync(address, PortOf(socket), deadline.Token);
            }

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private int PortOf(JsonObject action) => (int)(action.Number("port")
        ?? container.Objects("ports").FirstOrDefault(port => port.Text("name") == action.Text("port"))?.Number("containerPort")
        ?? 0);
}
