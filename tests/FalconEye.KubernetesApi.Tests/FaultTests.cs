using System.Net;
using FalconEye.KubernetesApi.Faults;
using k8s;
using k8s.Autorest;

namespace FalconEye.KubernetesApi.Tests;

public sealed class FaultTests : IAsyncLifetime
{
    private KubernetesApiServer? _server;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await KubernetesApiServer.StartAsync(Ending);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task The_chosen_call_fails_and_the_others_pass()
    {
        var hasCome = _server!.Faults.FailOnce(FaultKind.InternalError, call => call.Verb == "create", nth: 2);
        await CreateAsync("one");
        Assert.False(hasCome());
        var error = await Assert.ThrowsAsync<HttpOperationException>(() => CreateAsync("two"));
        Assert.Equal(HttpStatusCode.InternalServerError, error.Response.StatusCode);
        await CreateAsync("two");
        Assert.True(hasCome());
        Assert.Equal(3, _server.Faults.Count("create", "configmaps"));
    }

    [Theory]
    [InlineData(FaultKind.ConnectionReset, 0)]
    [InlineData(FaultKind.AnswerLost, 1)]
    public async Task A_lost_connection_may_or_may_not_have_done_its_work(FaultKind kind, int created)
    {
        _server!.Faults.FailOnce(kind, call => call.IsWrite);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => CreateAsync("perhaps"));
        Assert.Equal(created, (await _server.Client.ListNamespacedConfigMapAsync("default", cancellationToken: Ending)).Items.Count);
    }

    [Fact]
    public async Task A_busy_server_says_when_to_come_again()
    {
        _server!.Faults.FailOnce(FaultKind.TooManyRequests, _ => true);
        var error = await Assert.ThrowsAsync<HttpOperationException>(() => CreateAsync("later"));
        Assert.Equal(HttpStatusCode.TooManyRequests, error.Response.StatusCode);
        Assert.Equal("1", error.Response.Headers["Retry-After"].Single());
    }

    private Task<k8s.Models.V1ConfigMap> CreateAsync(string name) =>
        _server!.Client.CreateNamespacedConfigMapAsync(Samples.ConfigMap(name), "default", cancellationToken: Ending);
}
