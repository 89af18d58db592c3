using System.Globalization;
using System.Net.WebSockets;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Live;

/// <summary>A camera that allows one session is watched and recorded at once, whichever begins first and whichever program dies.</summary>
public sealed class OneConnectionTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_with_one_session_is_watched_and_recorded_whatever_program_dies()
    {
        await using var camera = await ScriptedRtspCamera.StartAsync(new ScriptedRtspOptions { MaxSessions = 1 }, Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending, ("RELAY_LINGER_SECONDS", "1"));
        var id = await server.AddCameraAsync("Door", camera.Url, Ending);
        await server.PostAsync($"/api/cameras/{id}/start", null, Ending);
        await server.WaitForStatusAsync(id, "running", Ending);
        using var viewer = new ClientWebSocket();
        await viewer.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port}/api/cameras/{id}/live?formats=mp4"), Ending);
        await SeesAsync(viewer, 10);

        // The relay has the camera's only session; the recorder is refused, takes it over, and feeds the relay.
        var first = await server.PostAsync($"/api/cameras/{id}/recording/start", null, Ending);
        Assert.True(first.GetProperty("success").GetBoolean());
        await SeesAsync(viewer, 10);
        Assert.Equal(1, camera.Sessions);
        Assert.True(camera.Refusals > 0);
        var plays = camera.Plays;

        // The relay dies: the recording does not notice.
        Kill(server, "FalconEye.Relay");
        await SeesAsync(viewer, 10);
        Assert.Equal((1, plays), (camera.Sessions, camera.Plays));

        // The recorder dies: the relay opens the camera, and hands it over again.
        var recorded = first.GetProperty("recording").GetProperty("recording_id").GetString()!;
        Kill(server, "FalconEye.Recorder");
        await SeesAsync(viewer, 10);
        await server.WaitForNewRecordingAsync(recorded, Ending);
        await SeesAsync(viewer, 10);
        Assert.Equal(1, camera.Sessions);

        // The recording ends: the viewer stays.
        await server.PostAsync($"/api/cameras/{id}/recording/stop", null, Ending);
        await SeesAsync(viewer, 20);
        Assert.Equal(1, camera.Sessions);
        var file = (await server.GetAsync($"/api/recordings/{recorded}", Ending)).GetProperty("file_path").GetString()!;
        Assert.True(await DurationAsync(file) > 0.5);
    }

    private static void Kill(FalconEyeServer server, string program) =>
        ProcessTree.Kill(ProcessTree.DescendantsOf(server.Program.Id).Single(child => ProcessTree.NameOf(child) == program[..15]));

    private static async Task<double> DurationAsync(string file) => double.Parse(
        await Tool.OutputOfAsync("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file], Ending), CultureInfo.InvariantCulture);

    /// <summary>Reads until so many further frames have come.</summary>
    private static async Task SeesAsync(ClientWebSocket viewer, int frames)
    {
        var buffer = new byte[1024 * 1024];
        while (frames > 0)
        {
            var (length, isWhole) = (0, false);
            while (!isWhole)
            {
                var part = await viewer.ReceiveAsync(buffer.AsMemory(length), Ending).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ending);
                Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
                (length, isWhole) = (length + part.Count, part.EndOfMessage);
            }

            frames -= length > 8 && buffer[8] is 1 or 2 ? 1 : 0;
        }
    }
}
