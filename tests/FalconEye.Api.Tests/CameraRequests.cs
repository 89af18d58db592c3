using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

/// <summary>What many tests ask of the API about cameras.</summary>
internal static class CameraRequests
{
    /// <summary>Adds a network camera and returns its id.</summary>
    internal static async Task<string> AddCameraAsync(
        this FalconEyeServer server, string name, Uri source, CancellationToken cancellationToken, string protocol = "rtsp") =>
        (await server.PostAsync("/api/cameras", new { name, protocol, source_url = source.AbsoluteUri, resolution = "320x240" }, cancellationToken))
        .GetProperty("id").GetString()!;

    /// <summary>Adds a simulated camera, starts it and waits until it runs.</summary>
    internal static async Task<string> AddRunningCameraAsync(
        this FalconEyeServer server, string name, SimulatedCamera camera, CancellationToken cancellationToken, string protocol = "rtsp")
    {
        var id = await server.AddCameraAsync(name, camera.UrlWithCredentials, cancellationToken, protocol);
        await server.PostAsync($"/api/cameras/{id}/start", null, cancellationToken);
        await server.WaitForStatusAsync(id, "running", cancellationToken);
        return id;
    }

    /// <summary>Waits until a camera has a status.</summary>
    internal static Task<JsonElement> WaitForStatusAsync(
        this FalconEyeServer server, string id, string status, CancellationToken cancellationToken) =>
        Eventually.ReturnsAsync(
            () => server.GetAsync($"/api/cameras/{id}", cancellationToken),
            camera => camera.GetProperty("status").GetString() == status,
            $"camera {id} is {status}",
            cancellationToken);

    /// <summary>Sends a request that must be refused.</summary>
    /// <returns>The problem.</returns>
    internal static async Task<JsonElement> RefuseAsync(
        this FalconEyeServer server, HttpMethod method, string path, object? body, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : FalconEyeServer.ToContent(body) };
        request.Headers.ExpectContinue = body is not null;
        using var response = await server.Client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(expected == response.StatusCode, $"{method} {path} answered {(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        return problem;
    }
}
