using FalconEye.KubernetesApi;
using FalconEye.Orchestration.Tests.Kubernetes;
using k8s;
using k8s.Models;

[assembly: AssemblyFixture(typeof(ApiFixture))]

namespace FalconEye.Orchestration.Tests.Kubernetes;

/// <summary>One API server for all tests that do not break it; each works in a namespace of its own.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    private KubernetesApiServer? _server;

    public KubernetesApiServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await KubernetesApiServer.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>A namespace that no other test uses.</summary>
    public async Task<string> NewNamespaceAsync() => (await Server.Client.CreateNamespaceAsync(
        new V1Namespace { Metadata = new V1ObjectMeta { GenerateName = "falcon-" } }, cancellationToken: TestContext.Current.CancellationToken)).Name();
}
