using System.Diagnostics;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Bench.Benchmarks;

/// <summary>How long a viewer waits for the first whole picture.</summary>
internal static class FirstFrame
{
    private const int Times = 7;

    /// <summary>Runs it: for a first viewer, and for one who joins another.</summary>
    internal static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var camera = await SimulatedCamera.StartAsync(Sources.HighDefinition, cancellationToken);
        using TemporaryFolder folder = new();
        Table table = new($"First frame: from request to the end of the first picture, {Times} times", "what", "median, s", "longest, s");
        await RepeatAsync("bare FFmpeg, from its start", () => FfmpegAsync(camera.Url, cancellationToken));

        await using var relay = await MeasuredProgram.RelayAsync(camera.Url, cancellationToken);
        await RepeatAsync("relay, first viewer", async () =>
        {
            // Until the last viewer's picture is too old to be shown to the next as live.
            await relay.RestsAsync(cancellationToken);
            await Task.Delay(Cost.Settling, cancellationToken);
            return await RequestAsync(relay, cancellationToken);
        });
        await using (await relay.Http.GetStreamAsync("stream", cancellationToken))
        {
            await RepeatAsync("relay, joining another viewer", () => RequestAsync(relay, cancellationToken));
        }

        await using var motion = await MeasuredProgram.MotionAsync($"netcam_url {camera.Url}", folder, cancellationToken);
        await using (await motion.Http.GetStreamAsync("", cancellationToken))
        {
            await RepeatAsync("motion, which never closes the camera", () => RequestAsync(motion, cancellationToken));
        }

        async Task RepeatAsync(string name, Func<Task<TimeSpan>> measure)
        {
            List<TimeSpan> waits = [];
            while (waits.Count < Times)
            {
                waits.Add(await measure());
            }

            waits.Sort();
            table.Add(name, $"{waits[Times / 2].TotalSeconds:0.000}", $"{waits[^1].TotalSeconds:0.000}");
        }
    }

    private static async Task<TimeSpan> RequestAsync(MeasuredProgram program, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var stream = await program.Http.GetStreamAsync("", cancellationToken);
        await ReadFrameAsync(stream, cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<TimeSpan> FfmpegAsync(Uri camera, CancellationToken cancellationToken)
    {
        string[] arguments = ["-nostdin", "-v", "error", "-rtsp_transport", "tcp", "-i", camera.AbsoluteUri, "-an", "-s", "640x480", "-q:v", "7", "-f", "mjpeg", "pipe:1"];
        var started = Stopwatch.GetTimestamp();
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true })!;
        try
        {
            await ReadFrameAsync(ffmpeg.StandardOutput.BaseStream, cancellationToken);
            return Stopwatch.GetElapsedTime(started);
        }
        finally
        {
            ffmpeg.Kill();
            await ffmpeg.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Reads to the first end-of-image marker (ITU-T T.81, table B.1), which occurs nowhere else in such a picture.</summary>
    private static async Task ReadFrameAsync(Stream stream, CancellationToken cancellationToken)
    {
        var chunk = new byte[64 * 1024];
        byte last = 0;
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0; last = chunk[read - 1])
        {
            if (chunk.AsSpan(0, read).IndexOf([(byte)0xFF, (byte)0xD9]) >= 0 || (last == 0xFF && chunk[0] == 0xD9))
            {
                return;
            }
        }

        throw new InvalidOperationException("The stream ended without a picture.");
    }
}
