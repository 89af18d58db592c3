using System.Net.ServerSentEvents;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

public sealed class EventTests
{
    private static readonly Uri Somewhere = new("rtsp://127.0.0.1:5999/x");

    [Fact]
    public async Task Every_change_of_a_camera_is_received_in_order()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        await using var listener = await EventListener.OpenAsync(server.Client, null, ct);

        var id = await server.AddCameraAsync("Door", Somewhere, ct);
        await server.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", new { name = "Gate" }, ct);
        await server.SendAsync(HttpMethod.Delete, $"/api/cameras/{id}", null, ct);
        var heard = await listener.ReadAsync(4, ct);

        Assert.Equal(["camera", "camera", "camera", "camera_removed"], heard.Select(item => item.EventType));
        Assert.Equal(["Door", "Gate", "Gate"], heard.Take(3).Select(item => Data(item).GetProperty("camera").GetProperty("name").GetString()));
        Assert.Equal("deleting", Data(heard[2]).GetProperty("camera").GetProperty("status").GetString());
        Assert.Equal(id, Data(heard[3]).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_reconnecting_client_misses_no_event()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        await using var before = await EventListener.OpenAsync(server.Client, null, ct);
        await server.AddCameraAsync("First", Somewhere, ct);
        var last = (await before.ReadAsync(1, ct))[0].EventId;
        await server.AddCameraAsync("Missed", new Uri("rtsp://127.0.0.1:5999/y"), ct);

        await using var after = await EventListener.OpenAsync(server.Client, last, ct);
        var heard = await after.ReadAsync(1, ct);

        Assert.Equal("Missed", Data(heard[0]).GetProperty("camera").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_client_that_missed_a_restart_is_told_to_reload()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);

        await using var listener = await EventListener.OpenAsync(server.Client, "0badcafe-7", ct);

        Assert.Equal("reset", (await listener.ReadAsync(1, ct))[0].EventType);
    }

    [Fact]
    public async Task Past_events_can_be_read()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        var door = await server.AddCameraAsync("Door", Somewhere, ct);
        await server.AddCameraAsync("Gate", new Uri("rtsp://127.0.0.1:5999/y"), ct);
        await server.SendAsync(HttpMethod.Delete, $"/api/cameras/{door}", null, ct);

        var log = await Eventually.ReturnsAsync(
            () => server.GetAsync($"/api/events/log?camera_id={door}", ct),
            log => log.GetProperty("events")[0].GetProperty("kind").GetString() == "camera_deleted",
            "the deletion is logged",
            ct);

        Assert.Equal(
            ["camera_deleted", "camera_status", "camera_added"],
            log.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("kind").GetString()));
        Assert.Equal("Door is deleting.", log.GetProperty("events")[1].GetProperty("message").GetString());
        Assert.Equal(1, (await server.GetAsync("/api/events/log?kind=camera_added&limit=1&offset=1", ct)).GetProperty("events").GetArrayLength());
    }

    private static JsonElement Data(SseItem<string> item) => JsonDocument.Parse(item.Data).RootElement;
}
