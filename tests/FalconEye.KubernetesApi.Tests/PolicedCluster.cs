namespace FalconEye.KubernetesApi.Tests;

/// <summary>A cluster with the namespaces, roles and policies of <c>deploy/k8s/base</c>: in memory, or the one that the tests are given.</summary>
public sealed class PolicedCluster : IAsyncLifetime
{
    private ClusterUnderTest? _cluster;

    public ClusterUnderTest Cluster => _cluster!;

    public async ValueTask InitializeAsync() => _cluster = await ClusterUnderTest.StartAsync(null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
