using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Bench.Benchmarks;

/// <summary>What programs cost when no one watches and nothing is recorded.</summary>
internal static class Idle
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);

    /// <summary>Runs it: the relay after someone has watched.</summary>
    internal static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var camera = await SimulatedCamera.StartAsync(Sources.HighDefinition, cancellationToken);
        using TemporaryFolder folder = new();
        await using var relay = await MeasuredProgram.RelayAsync(camera.Url, cancellationToken);
        await using var recorder = await MeasuredProgram.RecorderAsync(camera.Url, folder["recordings"], relay.Address, "own", cancellationToken);
        await using var motion = await MeasuredProgram.MotionAsync($"netcam_url {camera.Url}", folder, cancellationToken);
        var watched = await Viewers.WatchAsync(relay.Address, 1, 2, [relay.Id], cancellationToken);
        await relay.RestsAsync(cancellationToken);
        await Task.Delay(Cost.Settling, cancellationToken);

        Table table = new("Idle: nobody watches, nothing is recorded", "program", "cores", "RSS, MB", "PSS, MB", "child processes");
        table.Add("relay, while one watched", $"{watched.Cost.Cores:0.0000}", $"{watched.Cost.ResidentMegabytes:0.0}", $"{watched.Cost.ProportionalMegabytes:0.0}", $"1");
        var costs = await Task.WhenAll(MeasureAsync(relay), MeasureAsync(recorder), MeasureAsync(motion));
        string[] names = ["relay, after the linger", "recorder", "motion"];
        foreach (var (name, (cost, children)) in names.Zip(costs))
        {
            table.Add(name, $"{cost.Cores:0.0000}", $"{cost.ResidentMegabytes:0.0}", $"{cost.ProportionalMegabytes:0.0}", $"{children}");
        }

        async Task<(Cost Cost, int Children)> MeasureAsync(MeasuredProgram program) =>
            (await Cost.OfAsync([program.Id], Duration, cancellationToken), ProcessTree.DescendantsOf(program.Id).Count);
    }
}
