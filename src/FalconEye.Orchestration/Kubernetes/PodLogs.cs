using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using FalconEye.Orchestration.Kubernetes.Observing;
using k8s;
using k8s.Autorest;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>Reads the last lines of a workload's pod, without credentials.</summary>
internal sealed partial class PodLogs(Cluster cluster, WorkloadObserver observer, string ns)
{
    private const int Lines = 200;

    /// <summary>Shorter values would hide half of every line.</summary>
    private const int MinSecretLength = 4;

    internal Task<IReadOnlyList<string>> ReadAsync(WorkloadKey key, CancellationToken cancellationToken) =>
        ClusterCalls.InWordsAsync<IReadOnlyList<string>>(async () =>
        {
            if (observer.CurrentPodOf(key) is not { } pod)
            {
                return [];
            }

            var container = pod.Status?.ContainerStatuses?.FirstOrDefault();
            var text = await ReadAsync(pod.Metadata.Name, previous: container?.State?.Waiting is not null && container.RestartCount > 0, cancellationToken);
            var secrets = SecretsOf(key);
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Hide(line, secrets))];
        }, cancellationToken);

    private async Task<string> ReadAsync(string pod, bool previous, CancellationToken cancellationToken)
    {
        try
        {
            await using var log = await cluster.Client.CoreV1.ReadNamespacedPodLogAsync(
                pod, ns, previous: previous, tailLines: Lines, cancellationToken: cancellationToken);
            using var reader = new StreamReader(log, Encoding.UTF8);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.BadRequest) || e.Is(HttpStatusCode.NotFound))
        {
            // Its container has not started yet, or the pod has just gone.
            return "";
        }
    }

    private List<string> SecretsOf(WorkloadKey key) =>
    [
        .. cluster.Caches.Secrets.Of(key).SelectMany(secret => secret.Data?.Values ?? []).Select(Encoding.UTF8.GetString)
            .Where(value => value.Length >= MinSecretLength),
    ];

    private static string Hide(string line, List<string> secrets) =>
        Password().Replace(secrets.Aggregate(line, (text, secret) => text.Replace(secret, "***", StringComparison.Ordinal)), "${before}***@");

    [GeneratedRegex(@"(?<before>[a-z]+://[^\s/?#:@]*:)[^\s/?#]*@", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
