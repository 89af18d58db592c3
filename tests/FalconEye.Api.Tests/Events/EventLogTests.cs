using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Events;

/// <summary>The log of events by its API: pages, filters, conditions that begin and end, and being told at once.</summary>
public sealed class EventLogTests
{
    [Fact]
    public async Task Pages_and_filters_leave_out_nothing_and_repeat_nothing()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        List<string> cameras = [];
        for (var number = 0; number < 5; number++)
        {
            cameras.Add(await server.AddCameraAsync($"Camera {number}", new Uri($"rtsp://127.0.0.1:9/{number}"), ct));
            await server.SendAsync(HttpMethod.Patch, $"/api/cameras/{cameras[number]}", new { name = $"Renamed {number}" }, ct);
        }

        var all = Ids(await server.GetAsync("/api/events/log?limit=1000", ct));
        List<long> paged = [];
        string? next = "";
        while (next is not null)
        {
            var page = await server.GetAsync($"/api/events/log?limit=3&count=false{(next.Length > 0 ? $"&before={next}" : "")}", ct);
            Assert.Equal(JsonValueKind.Null, page.GetProperty("count").ValueKind);
            paged.AddRange(Ids(page));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(all, paged);
        var some = await server.GetAsync($"/api/events/log?kind=camera_added,camera_changed&camera_id={cameras[1]}&camera_id={cameras[3]}", ct);
        Assert.Equal(4, some.GetProperty("count").GetInt32());
        Assert.Equal(["Renamed 3 was changed: name.", "Camera 3 was added.", "Renamed 1 was changed: name.", "Camera 1 was added."], Texts(some));
        var middle = await server.GetAsync("/api/events/log?kind=camera_added&offset=1&limit=2", ct);
        Assert.Equal(["Camera 3 was added.", "Camera 2 was added."], Texts(middle));
        var one = some.GetProperty("events")[0];
        Assert.Equal(one.GetRawText(), (await server.GetAsync($"/api/events/log/{one.GetProperty("id").GetInt64()}", ct)).GetRawText());
        await server.RefuseAsync(HttpMethod.Get, "/api/events/log/999999", null, HttpStatusCode.NotFound, ct);
        await server.RefuseAsync(HttpMethod.Get, $"/api/events/log/{one.GetProperty("id").GetInt64()}/thumbnail", null, HttpStatusCode.NotFound, ct);
        var refused = await server.RefuseAsync(HttpMethod.Get, "/api/events/log?before=yesterday", null, HttpStatusCode.BadRequest, ct);
        Assert.True(refused.GetProperty("errors").TryGetProperty("before", out _));
    }

    [Fact]
    public async Task A_camera_that_fails_is_offline_from_then_until_it_is_stopped_and_clients_are_told_of_both()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        await using var listener = await EventListener.OpenAsync(server.Client, null, ct);
        var id = await server.AddCameraAsync("Door", new Uri("rtsp://127.0.0.1:9/door"), ct);
        await server.PostAsync($"/api/cameras/{id}/start", null, ct);

        var offline = await ReadAsync(item => item.GetProperty("kind").GetString() == "camera_offline");
        Assert.Equal(JsonValueKind.Null, offline.GetProperty("end").ValueKind);
        Assert.Equal(id, offline.GetProperty("camera_id").GetString());
        Assert.StartsWith("Door is offline: ", offline.GetProperty("message").GetString(), StringComparison.Ordinal);
        await server.Program.StopAsync(ct);
        await server.StartAgainAsync(ct);
        Assert.Equal(1, (await server.GetAsync("/api/events/log?kind=camera_offline", ct)).GetProperty("count").GetInt32());

        await server.PostAsync($"/api/cameras/{id}/stop", null, ct);
        var over = await Eventually.ReturnsAsync(
            () => server.GetAsync($"/api/events/log/{offline.GetProperty("id").GetInt64()}", ct),
            item => item.GetProperty("end").ValueKind == JsonValueKind.String,
            "the event has an end",
            ct);
        Assert.True(over.GetProperty("end").GetDateTime() >= over.GetProperty("time").GetDateTime());

        async Task<JsonElement> ReadAsync(Predicate<JsonElement> isMeant)
        {
            while (true)
            {
                var heard = Assert.Single(await listener.ReadAsync(1, type => type == "event", ct));
                var item = JsonDocument.Parse(heard.Data).RootElement.GetProperty("event");
                if (isMeant(item))
                {
                    return item;
                }
            }
        }
    }

    private static IEnumerable<long> Ids(JsonElement log) => log.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("id").GetInt64());

    private static IEnumerable<string?> Texts(JsonElement log) => log.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("message").GetString());
}
