using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Chat.Tests;

/// <summary>What these tests ask of the API about cameras.</summary>
internal static class CameraRequests
{
    /// <summary>Adds a network camera and returns its id.</summary>
    internal static async Task<string> AddCameraAsync(this FalconEyeServer server, string name, Uri source, CancellationToken ct, string protocol = "rtsp") =>
        (await server.PostAsync("/api/cameras", new { name, protocol, source_url = source.AbsoluteUri, resolution = "320x240" }, ct)).GetProperty("id").GetString()!;

    /// <summary>Adds a camera, starts it and waits until it has a status.</summary>
    internal static async Task<string> StartCameraAsync(
        this FalconEyeServer server, string name, Uri source, string status, CancellationToken ct, string protocol = "rtsp")
    {
        var id = await server.AddCameraAsync(name, source, ct, protocol);
        await server.PostAsync($"/api/cameras/{id}/start", null, ct);
        await server.WaitForStatusAsync(id, status, ct);
        return id;
    }

    /// <summary>Waits until a camera has a status.</summary>
    internal static Task<JsonElement> WaitForStatusAsync(this FalconEyeServer server, string id, string status, CancellationToken ct) =>
        Eventually.ReturnsAsync(
            () => server.GetAsync($"/api/cameras/{id}", ct), camera => camera.GetProperty("status").GetString() == status, $"camera {id} is {status}", ct);

    /// <summary>The kinds of a camera's events, oldest first.</summary>
    internal static async Task<IReadOnlyList<JsonElement>> EventsAsync(this FalconEyeServer server, string query, CancellationToken ct) =>
        [.. (await server.GetAsync($"/api/events/log?{query}", ct)).GetProperty("events").EnumerateArray().Reverse()];
}
