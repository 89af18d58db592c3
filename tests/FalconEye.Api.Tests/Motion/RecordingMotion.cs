using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Motion;

/// <summary>A camera that is recorded on motion, from the switch to what the timeline shows.</summary>
public sealed class RecordingMotion
{
    private const string Yard = """{"enabled": true, "sensitivity": 60, "zones": [{"name": "Yard", "points": [[0, 0.3], [1, 0.3], [1, 1], [0, 1]]}]}""";

    /// <summary>Someone crosses the yard once in each loop of 24 s.</summary>
    private static readonly TimeSpan Loops = TimeSpan.FromSeconds(120);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recording_begins_before_motion_and_ends_after_it_and_the_silence_around_is_no_gap()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { Pattern = "visitor", LoopSeconds = 24 }, Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var id = await server.AddRunningCameraAsync("Yard", camera, Ending);
        var path = $"/api/cameras/{id}";
        await server.RefuseAsync(HttpMethod.Patch, path, new { recording_mode = "events" }, HttpStatusCode.BadRequest, Ending);
        var began = DateTime.UtcNow;
        var shown = await server.SendAsync(
            HttpMethod.Patch, path, $$"""{"recording_mode": "events", "recording_events": {"pre_roll_seconds": 4, "post_roll_seconds": 3}, "motion": {{Yard}}}""", Ending);
        Assert.Equal(("events", 4), (shown.GetProperty("recording_mode").GetString(), shown.GetProperty("recording_events").GetProperty("pre_roll_seconds").GetInt32()));
        await server.RefuseAsync(HttpMethod.Patch, path, """{"motion": {"enabled": false}}""", HttpStatusCode.BadRequest, Ending);
        await StatusAsync("waiting");
        await server.Program.KillAsync(Ending);
        await server.StartAgainAsync(Ending);
        await StatusAsync("waiting");

        // The first has only as much before it as the recorder has held by then, perhaps nothing.
        var first = await EndedAsync(1);
        var second = await EndedAsync(2);
        Assert.True(TimeOf(second, "start_time") > TimeOf(first, "end_time"));
        await AssertRecordedAsync(second, await MotionInAsync(second));

        var report = await server.GetAsync($"{path}/playback?segments=false&from={began:O}&to={DateTime.UtcNow:O}", Ending);
        Assert.NotEmpty(report.GetProperty("quiet").EnumerateArray());
        Assert.DoesNotContain(report.GetProperty("gaps").EnumerateArray(), gap => gap.GetProperty("cause").GetString() is "unknown" or "not_requested" or "no_event");
        var status = (await server.SendAsync(HttpMethod.Patch, path, new { recording_mode = "off" }, Ending)).GetProperty("recording_mode").GetString();
        Assert.Equal("off", status);
        await StatusAsync("stopped");

        Task<JsonElement> StatusAsync(string status) => Eventually.ReturnsAsync(
            () => server.GetAsync($"{path}/recording/status", Ending),
            answer => answer.GetProperty("status").GetString() == status,
            $"the recorder is {status}",
            Ending,
            Loops);

        async Task<JsonElement> MotionInAsync(JsonElement recording) => (await Eventually.ReturnsAsync(
            async () => (await server.GetAsync("/api/events/log?kind=motion", Ending)).GetProperty("events").EnumerateArray().ToList()
                .FindAll(item => TimeOf(item, "time") >= TimeOf(recording, "start_time") && TimeOf(item, "time") <= TimeOf(recording, "end_time")),
            events => events is [.., var last] && last.GetProperty("end").ValueKind == JsonValueKind.String,
            "the recording's motion is over",
            Ending,
            Loops))[^1];

        async Task<JsonElement> EndedAsync(int count) => (await Eventually.ReturnsAsync(
            async () => (await server.ListRecordingsAsync(Ending)).Where(recording => recording.GetProperty("status").GetString() == "completed").ToList(),
            recordings => recordings.Count >= count,
            $"{count} recordings are over",
            Ending,
            Loops))[0];
    }

    private static async Task AssertRecordedAsync(JsonElement recording, JsonElement motion)
    {
        var (start, end) = (TimeOf(recording, "start_time"), TimeOf(recording, "end_time"));
        var (from, until) = (TimeOf(motion, "time"), TimeOf(motion, "end"));
        Assert.True(start <= from.AddSeconds(-3), $"The recording begins at {start:O}, the motion at {from:O}.");
        Assert.True(end >= until.AddSeconds(2), $"The recording ends at {end:O}, the motion at {until:O}.");

        // Keyframes come each second; that the motion is over is known after four.
        Assert.InRange(end, until.AddSeconds(2), until.AddSeconds(20));
        var duration = await Tool.OutputOfAsync(
            "ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", recording.GetProperty("file_path").GetString()!], Ending);
        Assert.Equal((end - start).TotalSeconds, double.Parse(duration, System.Globalization.CultureInfo.InvariantCulture), 1.0);
    }

    private static DateTime TimeOf(JsonElement item, string property) => item.GetProperty(property).GetDateTime().ToUniversalTime();
}
