using FalconEye.KubernetesApi.Tests;
using k8s;
using k8s.Models;

[assembly: AssemblyFixture(typeof(ApiFixture))]

namespace FalconEye.KubernetesApi.Tests;

/// <summary>One server for all tests that do not break it; each test works in a namespace of its own.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    private KubernetesApiServer? _server;

    public KubernetesApiServer Server => _server!;

    public Kubernetes Client => Server.Client;

    public async ValueTask InitializeAsync() => _server = await KubernetesApiServer.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>A namespace that no other test uses.</summary>
    public async Task<string> NewNamespaceAsync()
    {
        var created = await Client.CreateNamespaceAsync(
            new V1Namespace { Metadata = new V1ObjectMeta { GenerateName = "test-" } }, cancellationToken: TestContext.Current.CancellationToken);
        return created.Name();
    }
}
