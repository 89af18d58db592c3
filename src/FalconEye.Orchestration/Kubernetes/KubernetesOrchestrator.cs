using System.Collections.Concurrent;
using FalconEye.Orchestration.Kubernetes.Caching;
using FalconEye.Orchestration.Kubernetes.Manifests;
using FalconEye.Orchestration.Kubernetes.Observing;
using FalconEye.Orchestration.Nodes;
using FalconEye.Processes;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>
/// Runs each workload as a Deployment with a Service, and with a Secret where it needs one. What is there is read from
/// caches alone, and nothing is written that is as it should be: deploying again what runs costs the cluster nothing.
/// </summary>
public sealed partial class KubernetesOrchestrator : BackgroundService, IWorkloadOrchestrator
{
    /// <summary>Longer than any pod's grace and the cluster's own leisure.</summary>
    private static readonly TimeSpan DeletionTimeout = TimeSpan.FromSeconds(60);

    private readonly KubernetesOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<KubernetesOrchestrator> _logger;
    private readonly ClusterCaches _caches;
    private readonly WorkloadObserver _observer;
    private readonly PodEnding _pods;
    private readonly PodLogs _logs;
    private readonly RestartPatch _restarts;
    private readonly OwnedResource<V1Deployment> _deployments;
    private readonly OwnedResource<V1Service> _services;
    private readonly OwnedResource<V1Secret> _secrets;
    private readonly ConcurrentDictionary<WorkloadKey, RenderedWorkload> _rendered = new();

    /// <summary>Takes the cluster; nothing is asked of it before the host starts.</summary>
    public KubernetesOrchestrator(Cluster cluster, KubernetesOptions options, TimeProvider time, ILogger<KubernetesOrchestrator> logger)
    {
        (_options, _time, _logger, _caches) = (options, time, logger, cluster.Caches);
        _observer = new(_caches);
        _pods = new(cluster, time);
        _logs = new(cluster, _observer, options.CamerasNamespace);
        _restarts = new(cluster, time);
        _deployments = new(cluster.Api.Deployments, _caches.Deployments);
        _services = new(cluster.Api.Services, _caches.Services);
        _secrets = new(cluster.Api.Secrets, _caches.Secrets);
        _caches.OnChanged(key => Changed?.Invoke(key));
    }

    /// <inheritdoc/>
    public event Action<WorkloadKey>? Changed;

    /// <summary>Whether everything of FalconEye's in the cluster has been listed once.</summary>
    public bool IsReady => _caches.Synced.IsCompletedSuccessfully;

    /// <inheritdoc/>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => _caches.Synced.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<WorkloadObservation> DeployAsync(WorkloadSpec spec, CancellationToken cancellationToken)
    {
        ThrowUnlessReady();
        if (_caches.Deployments.Of(spec.Key).Any(deployment => deployment.Metadata.DeletionTimestamp is not null))
        {
            // Its predecessor is still being removed; the next look goes on.
            return _observer.Observe(spec.Key)!;
        }

        await ClusterCalls.InWordsAsync(() => WriteAsync(spec, cancellationToken), cancellationToken);
        return _observer.Observe(spec.Key)!;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(WorkloadKey key, CancellationToken cancellationToken)
    {
        ThrowUnlessReady();
        _rendered.TryRemove(key, out _);
        var began = _time.GetTimestamp();
        var deployments = await ClusterCalls.InWordsAsync(async () =>
        {
            // In the foreground: the Deployment is gone when its pods are
            // (https://kubernetes.io/docs/concepts/architecture/garbage-collection/).
            var deleted = await _deployments.DeleteAllAsync(key, "Foreground", cancellationToken);
            await _services.DeleteAllAsync(key, "Background", cancellationToken);
            await _secrets.DeleteAllAsync(key, "Background", cancellationToken);
            return deleted;
        }, cancellationToken);
        while (_time.GetElapsedTime(began) < DeletionTimeout)
        {
            using var recheck = Deadline.After(PodEnding.RecheckInterval, _time, cancellationToken);
            try
            {
                await this.WaitForAsync(key, _ => _pods.HaveEnded(key, deployments), recheck.Token);
                return;
            }
            catch (OperationCanceledException) when (recheck.HasPassed)
            {
                await ClusterCalls.InWordsAsync(() => _pods.RemoveUnreachableAsync(key, cancellationToken), cancellationToken);
            }
        }

        throw new OrchestrationException("The cluster has not ended it yet; it goes on trying.");
    }

    /// <inheritdoc/>
    public Task RestartAsync(WorkloadKey key, CancellationToken cancellationToken) => _restarts.ApplyAsync(key, cancellationToken);

    /// <inheritdoc/>
    public WorkloadObservation? Find(WorkloadKey key) => _observer.Observe(key);

    /// <inheritdoc/>
    public IReadOnlyCollection<WorkloadObservation> List() => [.. _caches.Keys.Select(_observer.Observe).OfType<WorkloadObservation>()];

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReadLogAsync(WorkloadKey key, CancellationToken cancellationToken) => _logs.ReadAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Node>> ListNodesAsync(CancellationToken cancellationToken)
    {
        ThrowUnlessReady();
        return Task.FromResult<IReadOnlyList<Node>>([.. _caches.Nodes.All.OrderBy(node => node.Metadata.Name, StringComparer.Ordinal).Select(NodeReader.Read)]);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogStarted(_options.CamerasNamespace);
        try
        {
            await _caches.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; what runs in the cluster goes on.
        }
    }

    /// <summary>What pods need comes before them.</summary>
    private async Task WriteAsync(WorkloadSpec spec, CancellationToken cancellationToken)
    {
        var secretVersion = await WriteSecretAsync(spec, cancellationToken);
        var rendered = Render(spec, secretVersion);
        if (!rendered.Is(_caches.Services.Find(spec.ServiceName)))
        {
            rendered.Remember(await _services.WriteAsync(rendered.Service, ServiceManifest.KeepAllocations, cancellationToken));
        }

        var current = _caches.Deployments.Find(spec.Name);
        if (current is not null && rendered.IsOrigin(current))
        {
            if (rendered.IsKnown(current) || await IsUnchangedAsync(rendered, spec.Name, cancellationToken))
            {
                return;
            }

            LogCorrected(spec.CameraName, spec.Name);
        }

        rendered.Remember(await _deployments.WriteAsync(rendered.Deployment, null, cancellationToken));
        LogDeployed(spec.CameraName, spec.Name);
    }

    /// <summary>
    /// Looks at a Deployment that someone has changed, or that was there before this server: only then is all of it needed.
    /// </summary>
    private async Task<bool> IsUnchangedAsync(RenderedWorkload rendered, string name, CancellationToken cancellationToken) =>
        rendered.Is(await _deployments.ReadAsync(name, cancellationToken));

    private RenderedWorkload Render(WorkloadSpec spec, string? secretVersion) =>
        _rendered.TryGetValue(spec.Key, out var known) && known.IsOf(spec, secretVersion)
            ? known
            : _rendered[spec.Key] = new(spec, secretVersion, _options);

    /// <returns>The version of the Secret that the cluster has now.</returns>
    private async Task<string?> WriteSecretAsync(WorkloadSpec spec, CancellationToken cancellationToken)
    {
        if (SecretManifest.VersionOf(_caches.Secrets.Find(spec.Name), spec) is { } known)
        {
            return known;
        }

        var version = Guid.NewGuid().ToString("N")[..8];
        if (SecretManifest.Render(spec, _options, version) is not { } secret)
        {
            return null;
        }

        var written = await _secrets.WriteAsync(secret, SecretManifest.KeepVersion, cancellationToken);
        return written.Metadata.Annotations[ClusterLabels.SecretVersion];
    }

    private void ThrowUnlessReady()
    {
        if (!IsReady)
        {
            throw new OrchestrationException("The cluster's API has not answered yet.");
        }
    }

    [LoggerMessage(LogLevel.Information, "Cameras run in the cluster, in the namespace {Namespace}")]
    private partial void LogStarted(string @namespace);

    [LoggerMessage(LogLevel.Warning, "{Camera}: {Workload} was changed by another client of the cluster, and is restored")]
    private partial void LogCorrected(string camera, string workload);

    [LoggerMessage(LogLevel.Information, "{Camera}: {Workload} is deployed")]
    private partial void LogDeployed(string camera, string workload);
}
