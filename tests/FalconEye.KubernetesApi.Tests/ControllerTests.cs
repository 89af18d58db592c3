using FalconEye.TestKit;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.KubernetesApi.Tests;

/// <summary>What the controllers make of Deployments and owners, without nodes.</summary>
public sealed class ControllerTests(ApiFixture api)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Deployment_becomes_a_ReplicaSet_and_a_pod_that_no_node_takes()
    {
        var home = await api.NewNamespaceAsync();
        await api.Client.CreateNamespacedDeploymentAsync(Samples.Deployment("made"), home, cancellationToken: Ending);
        var pod = await PodAsync(home, pod => pod.Status.Conditions is { Count: > 0 });
        Assert.Equal("Pending", pod.Status.Phase);
        Assert.Equal("Unschedulable", pod.Status.Conditions[0].Reason);
        Assert.Equal("ReplicaSet", Assert.Single(pod.Metadata.OwnerReferences).Kind);
        var deployment = await api.Client.ReadNamespacedDeploymentAsync("made", home, cancellationToken: Ending);
        Assert.Equal(1, deployment.Status.UnavailableReplicas);
    }

    [Theory]
    [InlineData("Background")]
    [InlineData("Foreground")]
    public async Task What_a_Deployment_made_goes_with_it(string propagation)
    {
        var home = await api.NewNamespaceAsync();
        await api.Client.CreateNamespacedDeploymentAsync(Samples.Deployment("gone"), home, cancellationToken: Ending);
        await PodAsync(home, _ => true);
        await api.Client.DeleteNamespacedDeploymentAsync("gone", home, propagationPolicy: propagation, cancellationToken: Ending);
        await Eventually.HoldsAsync(
            async () => await CountAsync(home) == 0, "nothing is left", Ending);
    }

    [Fact]
    public async Task An_orphaned_ReplicaSet_stays_with_its_pod()
    {
        var home = await api.NewNamespaceAsync();
        await api.Client.CreateNamespacedDeploymentAsync(Samples.Deployment("left"), home, cancellationToken: Ending);
        await PodAsync(home, _ => true);
        await api.Client.DeleteNamespacedDeploymentAsync("left", home, propagationPolicy: "Orphan", cancellationToken: Ending);
        await Eventually.HoldsAsync(
            async () => (await api.Client.ListNamespacedDeploymentAsync(home, cancellationToken: Ending)).Items.Count == 0, "the Deployment is gone", Ending);
        Assert.Empty((await api.Client.ListNamespacedReplicaSetAsync(home, cancellationToken: Ending)).Items.Single().Metadata.OwnerReferences ?? []);
    }

    [Fact]
    public async Task A_namespace_goes_with_all_that_is_in_it()
    {
        var home = await api.NewNamespaceAsync();
        await api.Client.CreateNamespacedConfigMapAsync(Samples.ConfigMap("inside"), home, cancellationToken: Ending);
        await api.Client.DeleteNamespaceAsync(home, cancellationToken: Ending);
        await Eventually.HoldsAsync(
            async () => (await api.Client.ListNamespaceAsync(cancellationToken: Ending)).Items.All(item => item.Name() != home), "the namespace is gone", Ending);
        await Assert.ThrowsAsync<HttpOperationException>(() => api.Client.CreateNamespacedConfigMapAsync(Samples.ConfigMap("late"), home, cancellationToken: Ending));
    }

    private async Task<int> CountAsync(string home) =>
        (await api.Client.ListNamespacedDeploymentAsync(home, cancellationToken: Ending)).Items.Count
        + (await api.Client.ListNamespacedReplicaSetAsync(home, cancellationToken: Ending)).Items.Count
        + (await api.Client.ListNamespacedPodAsync(home, cancellationToken: Ending)).Items.Count;

    private async Task<V1Pod> PodAsync(string home, Func<V1Pod, bool> isExpected) => (await Eventually.ReturnsAsync(
        async () => (await api.Client.ListNamespacedPodAsync(home, cancellationToken: Ending)).Items.FirstOrDefault(),
        pod => pod is not null && isExpected(pod),
        "there is a pod",
        Ending))!;
}
