using System.Diagnostics;
using System.Net;
using FalconEye.TestKit.Cameras;

namespace FalconEye.TestKit.Tests;

public sealed class FakeVideoDeviceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Motion_serves_a_moving_picture_from_it_without_a_complaint()
    {
        using TemporaryFolder folder = new();
        int streamPort = FreePort.Next();
        await File.WriteAllTextAsync(folder["motion.conf"], Configuration(streamPort, FreePort.Next()), Cancellation);
        using Process motion = await StartMotionAsync(folder["motion.conf"]);
        Task<string> log = motion.StandardError.ReadToEndAsync(Cancellation);

        HashSet<string> frames = await ReadFramesAsync(new Uri($"http://127.0.0.1:{streamPort}/stream"), 10);
        await Tool.RunAsync("/bin/kill", [$"{motion.Id}"], Cancellation);
        await motion.WaitForExitAsync(Cancellation);

        Assert.True(frames.Count >= 9, $"Only {frames.Count} of 10 frames differ.");
        Assert.DoesNotContain("[WRN]", await log, StringComparison.Ordinal);
        Assert.DoesNotContain("[ERR]", await log, StringComparison.Ordinal);
        Assert.Equal(["motion.conf"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    private static string Configuration(int streamPort, int controlPort) => $"""
        daemon off
        setup_mode off
        log_file /dev/stderr
        log_level 6
        log_type ALL
        video_device /dev/video0
        width 640
        height 480
        framerate 15
        text_left FALCON-EYE-TEST
        emulate_motion off
        pause on
        picture_output off
        movie_output off
        stream_port {streamPort}
        stream_localhost on
        stream_quality 70
        stream_maxrate 15
        stream_motion off
        webcontrol_port {controlPort}
        webcontrol_localhost on
        webcontrol_parms 0
        """ + "\n";

    private static async Task<Process> StartMotionAsync(string configuration)
    {
        FakeVideoDevice device = await FakeVideoDevice.CreateAsync("/dev/video0", Cancellation);
        ProcessStartInfo start = new("motion", ["-n", "-c", configuration]) { RedirectStandardError = true };
        foreach ((string name, string value) in device.Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task<HashSet<string>> ReadFramesAsync(Uri url, int count)
    {
        using HttpClient client = new();
        await using Stream body = await Eventually.ReturnsAsync(
            () => OpenAsync(client, url), stream => stream is not null, "motion serves its stream", Cancellation) ?? Stream.Null;
        using MultipartJpegs jpegs = new(body);
        HashSet<string> frames = [];
        for (int frame = 0; frame < count; frame++)
            frames.Add(Convert.ToBase64String(await jpegs.ReadAsync(Cancellation)));
        return frames;
    }

    private static async Task<Stream?> OpenAsync(HttpClient client, Uri url)
    {
        try
        {
            return await client.GetStreamAsync(url, Cancellation);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is null or HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
