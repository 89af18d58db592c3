using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Processes;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Relay.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Every_wrong_setting_is_refused_on_its_own_line()
    {
        var (exit, _) = await RunAsync([], new() { ["RTSP_URL"] = "file:///etc/passwd", ["WIDTH"] = "99999", ["FPS"] = "0" });

        Assert.Equal(78, exit.Code);
        Assert.Equal(
            [
                "RTSP_URL is not the address of a camera. The address must start with rtsp://, rtsps://, http://, https://, onvif:// or onvifs://.",
                "WIDTH is \"99999\"; it must be an even number from 16 to 7680.",
                "FPS is \"0\"; it must be a whole number from 1 to 60.",
            ],
            exit.LastLines);
    }

    [Fact]
    public async Task Probing_prints_what_the_camera_sends()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { Audio = AudioCodec.G711MuLaw }, TestContext.Current.CancellationToken);

        var (exit, output) = await RunAsync(["probe"], new() { ["RTSP_URL"] = camera.Url.OriginalString });
        var result = JsonSerializer.Deserialize(output, WireJson.Default.ProbeResult)!;

        Assert.Equal(0, exit.Code);
        Assert.Equal((true, "h264", 320, 240, "pcm_mulaw"), (result.Ok, result.Codec, result.Width, result.Height, result.Audio));
        Assert.Equal([0xFF, 0xD8], Convert.FromBase64String(result.Snapshot!)[..2]);
    }

    private static async Task<(ProcessExit Exit, string Output)> RunAsync(string[] arguments, Dictionary<string, string> environment)
    {
        await using var child = await ChildProcess.StartAsync(new ProcessSpec(ProgramFile.Find("FalconEye.Relay"))
        {
            Arguments = arguments,
            Environment = environment,
            ReadsStandardOutput = true,
        });
        using var reader = new StreamReader(child.StandardOutput);
        var output = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return (await child.Exited, output);
    }
}
