using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Bench.Benchmarks;

/// <summary>What recording costs beyond FFmpeg's copying.</summary>
internal static class RecorderOverhead
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(40);

    /// <summary>Runs it: all at the same time, on one camera.</summary>
    internal static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var camera = await SimulatedCamera.StartAsync(Sources.HighDefinition, cancellationToken);
        using TemporaryFolder folder = new();
        await using FakeRecordingsApi api = new();
        await using var bare = MeasuredProgram.Ffmpeg(camera.Url, "-c", "copy", "-f", "mp4", folder["bare.mp4"]);
        await using var own = await MeasuredProgram.RecorderAsync(camera.Url, folder["own"], api.Address, "own", cancellationToken);
        await own.RecordAsync(cancellationToken);
        await using var recorder = await MeasuredProgram.RecorderAsync(camera.Url, folder["ffmpeg"], api.Address, "ffmpeg", cancellationToken);
        await recorder.RecordAsync(cancellationToken);
        await using var motion = await MeasuredProgram.MotionAsync($"""
            netcam_url {camera.Url}
            movie_output on
            movie_passthrough on
            emulate_motion on
            pause off
            target_dir {folder.Path}
            """, folder, cancellationToken);
        await Task.Delay(Cost.Settling, cancellationToken);
        var costs = await Task.WhenAll(MeasureAsync(bare), MeasureAsync(own), MeasureAsync(recorder), MeasureAsync(motion));

        Table table = new("Recording 1280x720, 2 Mbit/s H.264", "program", "cores", "of bare FFmpeg", "PSS, MB", "RSS of the first process, MB");
        string[] names = ["bare FFmpeg, -c copy", "recorder, own ingest", "recorder + its FFmpeg", "motion, passing through"];
        foreach (var (name, cost) in names.Zip(costs))
        {
            table.Add(name, $"{cost.Cores:0.0000}", $"{cost.Cores / costs[0].Cores:0.00}", $"{cost.ProportionalMegabytes:0.0}", $"{cost.ResidentMegabytes:0.0}");
        }

        Task<Cost> MeasureAsync(MeasuredProgram program) => Cost.OfAsync([program.Id], Duration, cancellationToken);
    }
}
