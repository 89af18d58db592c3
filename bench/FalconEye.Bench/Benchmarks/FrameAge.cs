using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Bench.Benchmarks;

/// <summary>How old pictures are when they reach a viewer: simulated cameras draw their clock into them.</summary>
internal static class FrameAge
{
    private const string Seconds = "10";
    private const int Height = 360;

    /// <summary>Runs it. The shape of the picture is kept, since the clock is at its very top.</summary>
    internal static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var camera = await SimulatedCamera.StartAsync(Sources.HighDefinition, cancellationToken);
        using TemporaryFolder folder = new();
        Table table = new("Age of the picture: from capture to the end of its arrival", "program", "median, s", "95 %, s", "longest, s", "pictures");
        await using (var relay = await MeasuredProgram.RelayAsync(camera.Url, cancellationToken, Height))
        {
            await WatchAsync("relay", relay);
        }

        await using var motion = await MeasuredProgram.MotionAsync($"netcam_url {camera.Url}", folder, cancellationToken, Height);
        await WatchAsync("motion", motion);

        async Task WatchAsync(string name, MeasuredProgram program)
        {
            var script = Path.Combine(RepositoryFolder.Root, "bench", "picture_age.py");
            var answer = await Tool.OutputOfAsync("/usr/bin/python3", [script, program.Address.AbsoluteUri, Seconds], cancellationToken);
            var age = JsonDocument.Parse(answer).RootElement;
            double Of(string figure) => age.GetProperty(figure).GetDouble();
            table.Add(name, $"{Of("median"):0.000}", $"{Of("p95"):0.000}", $"{Of("longest"):0.000}", $"{Of("pictures"):0}");
        }
    }
}
