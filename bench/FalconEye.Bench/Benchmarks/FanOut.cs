using System.Globalization;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Bench.Benchmarks;

/// <summary>What viewers cost: of a camera that is transcoded, of a stream that is passed through, and through the API.</summary>
internal static class FanOut
{
    private const int Seconds = 8;
    private const int WarmUpSeconds = 15;
    private const int ManyViewers = 300;
    private const int ApiViewers = 50;
    private const int FrameBytes = 40_000;

    /// <summary>Runs all three.</summary>
    internal static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var camera = await SimulatedCamera.StartAsync(Sources.HighDefinition, cancellationToken);
        await TranscodedAsync(camera, cancellationToken);
        await ThroughApiAsync(camera, cancellationToken);
        await PassedThroughAsync(cancellationToken);
    }

    private static async Task TranscodedAsync(SimulatedCamera camera, CancellationToken cancellationToken)
    {
        Table table = new("Fan-out: 1280x720 H.264 over RTSP, watched as 640x480 Motion JPEG", "program", "viewers", "cores", "of bare FFmpeg", "slowest viewer", "PSS, MB");
        var bare = await BareAsync(table, camera, cancellationToken);
        using TemporaryFolder folder = new();
        await using var relay = await MeasuredProgram.RelayAsync(camera.Url, cancellationToken);
        await WatchAsync("relay + its FFmpeg", relay);
        await using var motion = await MeasuredProgram.MotionAsync($"netcam_url {camera.Url}", folder, cancellationToken);
        await WatchAsync("motion", motion);

        async Task WatchAsync(string name, MeasuredProgram program)
        {
            foreach (var count in (int[])[1, 10, 100])
            {
                var seen = await Viewers.WatchAsync(program.Address, count, Seconds, [program.Id], cancellationToken);
                table.Add(name, $"{count}", $"{seen.Cost.Cores:0.000}", $"{seen.Cost.Cores / bare.Cores:0.00}", $"{seen.Slowest:0%}", $"{seen.Cost.ProportionalMegabytes:0}");
            }
        }
    }

    private static async Task ThroughApiAsync(SimulatedCamera camera, CancellationToken cancellationToken)
    {
        Table table = new($"{ApiViewers} viewers through the API", "program", "cores", "of bare FFmpeg", "slowest viewer", "FFmpegs", "RTSP sessions");
        var bare = await Cost.OfBareAsync(camera.Url, Seconds, cancellationToken);
        table.Add("bare FFmpeg", $"{bare.Cores:0.000}", $"1", $"-", $"1", $"1");
        await using var server = await FalconEyeServer.StartAsync(cancellationToken);
        var id = await ServedCamera.AddAsync(server, camera.Url, cancellationToken);
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}/api/cameras/{id}/stream"));

        // The server is compiled while it runs: what was used often enough is compiled once more, which is not what viewers cost.
        await Viewers.WatchAsync(address, ApiViewers, WarmUpSeconds, [server.Program.Id], cancellationToken);
        int ffmpegs = 0, sessions = 0;
        var watching = Viewers.WatchAsync(address, ApiViewers, Seconds, [server.Program.Id], cancellationToken);
        var looking = Task.Run(
            async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(Seconds / 2.0), cancellationToken);
                ffmpegs = ProcessTree.DescendantsOf(server.Program.Id).Count(process => ProcessTree.NameOf(process) == "ffmpeg");
                sessions = (await camera.StatsAsync(cancellationToken)).Playing;
            },
            cancellationToken);
        await Task.WhenAll(watching, looking);
        var seen = await watching;
        table.Add("API + relay + its FFmpeg", $"{seen.Cost.Cores:0.000}", $"{seen.Cost.Cores / bare.Cores:0.00}", $"{seen.Slowest:0%}", $"{ffmpegs}", $"{sessions}");
        await server.Program.StopAsync(cancellationToken);
    }

    private static async Task PassedThroughAsync(CancellationToken cancellationToken)
    {
        await using var camera = await SimulatedCamera.StartAsync(Sources.MotionJpeg, cancellationToken);
        using TemporaryFolder folder = new();
        var device = await FakeVideoDevice.CreateAsync(folder["video0"], cancellationToken);
        await File.WriteAllTextAsync(folder["video0"], "", cancellationToken);
        Table table = new($"{ManyViewers} viewers of 640x480 Motion JPEG, 15 fps, 40 kB a frame", "program", "CPU-ms per MB", "MB/s", "slowest viewer", "RSS, MB");
        await using var relay = await MeasuredProgram.RelayAsync(camera.Url, cancellationToken);
        await WatchAsync("relay, passing a camera's stream through", relay);
        await using var motion = await MeasuredProgram.MotionAsync($"video_device {folder["video0"]}", folder, cancellationToken, device: device);
        await WatchAsync("motion, on a pretended device, coding included", motion);
        await using var plain = await MeasuredProgram.PlainServerAsync(FrameBytes, cancellationToken);
        await WatchAsync("a C program that does nothing else", plain);

        async Task WatchAsync(string name, MeasuredProgram program)
        {
            var seen = await Viewers.WatchAsync(program.Address, ManyViewers, Seconds, [program.Id], cancellationToken);
            table.Add(name, $"{seen.MillisecondsPerMegabyte:0.00}", $"{seen.Megabytes / seen.Cost.Elapsed.TotalSeconds:0}", $"{seen.Slowest:0%}", $"{seen.Cost.ResidentMegabytes:0.0}");
        }
    }

    private static async Task<Cost> BareAsync(Table table, SimulatedCamera camera, CancellationToken cancellationToken)
    {
        var bare = await Cost.OfBareAsync(camera.Url, Seconds, cancellationToken);
        table.Add("bare FFmpeg, to nowhere", $"0", $"{bare.Cores:0.000}", $"1", $"-", $"{bare.ProportionalMegabytes:0}");
        return bare;
    }
}
