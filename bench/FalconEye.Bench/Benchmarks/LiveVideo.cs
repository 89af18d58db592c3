using System.Globalization;
using System.Net.WebSockets;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Bench.Benchmarks;

/// <summary>What it costs to watch a camera in its own codec: through the relay alone, and through API and relay together.</summary>
internal static class LiveVideo
{
    private const string Formats = "mp4;codecs=avc1";
    private const int ReceiveBytes = 64 * 1024;
    private static readonly int[] Counts = [1, 10, 100];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);

    /// <summary>What a server does at its start is over then: it is compiled while it runs, and the busiest parts twice.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    /// <summary>Runs both, FFmpeg's bare transcode of the same camera first.</summary>
    internal static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var camera = await SimulatedCamera.StartAsync(Sources.HighDefinition, cancellationToken);
        Table table = new(
            "Live video: 1280x720, 15 fps, 2 Mbit/s H.264 over RTSP, passed through",
            "programs", "viewers", "ms of processor a second", "slowest viewer", "RSS of the relay, MB", "PSS of all, MB");
        var bare = await Cost.OfBareAsync(camera.Url, (int)Duration.TotalSeconds, cancellationToken);
        table.Add("bare FFmpeg, transcoding to 640x480 Motion JPEG, to nowhere", $"0", $"{Milliseconds(bare):0.0}", $"-", $"-", $"{bare.ProportionalMegabytes:0}");
        await OfRelayAsync(table, camera, cancellationToken);
        await ThroughApiAsync(table, camera, cancellationToken);
    }

    private static async Task OfRelayAsync(Table table, SimulatedCamera camera, CancellationToken cancellationToken)
    {
        await using var relay = await MeasuredProgram.RelayAsync(camera.Url, cancellationToken);
        foreach (var count in Counts)
        {
            var seen = await Viewers.WatchAsync(new Uri(relay.Address, "video"), count, (int)Duration.TotalSeconds, [relay.Id], cancellationToken);
            table.Add(
                "relay", $"{count}", $"{Milliseconds(seen.Cost):0.0}", $"{seen.Slowest:0%}", $"{seen.Cost.ResidentMegabytes:0}", $"{seen.Cost.ProportionalMegabytes:0}");
        }
    }

    private static async Task ThroughApiAsync(Table table, SimulatedCamera camera, CancellationToken cancellationToken)
    {
        await using var server = await FalconEyeServer.StartAsync(cancellationToken, ("MAX_STREAMS", "1000"));
        var id = await ServedCamera.AddAsync(server, camera.Url, cancellationToken);
        var address = new Uri(string.Create(
            CultureInfo.InvariantCulture, $"ws://127.0.0.1:{server.Port}/api/cameras/{id}/live?formats={Uri.EscapeDataString(Formats)}"));
        await WatchAsync(address, Counts[^1], WarmUp, server, cancellationToken);
        var rested = await Cost.OfAsync([server.Program.Id], Duration, cancellationToken);
        table.Add("API and relay, warmed up", $"0", $"{Milliseconds(rested):0.0}", $"-", $"{RelayMegabytes(server):0}", $"{rested.ProportionalMegabytes:0}");
        foreach (var count in Counts)
        {
            var (cost, relay, slowest) = await WatchAsync(address, count, Duration, server, cancellationToken);
            table.Add("API and relay", $"{count}", $"{Milliseconds(cost):0.0}", $"{slowest:0%}", $"{relay:0}", $"{cost.ProportionalMegabytes:0}");
        }

        await server.Program.StopAsync(cancellationToken);
    }

    /// <summary>Measures while WebSockets of this process watch; what they cost is not counted.</summary>
    private static async Task<(Cost Cost, double RelayMegabytes, double Slowest)> WatchAsync(
        Uri address, int count, TimeSpan duration, FalconEyeServer server, CancellationToken cancellationToken)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var received = new long[count];
        Task[] viewers = [.. Enumerable.Range(0, count).Select(viewer => ReceiveAsync(address, received, viewer, watching.Token))];
        await Eventually.HoldsAsync(() => received.All(bytes => bytes > 0), "each viewer has received something", cancellationToken, TimeSpan.FromSeconds(30));
        await Task.Delay(Cost.Settling, cancellationToken);
        long[] before = [.. received];
        var cost = await Cost.OfAsync([server.Program.Id], duration, cancellationToken);
        long[] during = [.. received.Zip(before, (later, earlier) => later - earlier)];
        var relay = RelayMegabytes(server);
        await watching.CancelAsync();
        await Task.WhenAll(viewers);
        return (cost, relay, (double)during.Min() / during.Max());
    }

    private static async Task ReceiveAsync(Uri address, long[] received, int viewer, CancellationToken cancellationToken)
    {
        using ClientWebSocket socket = new();
        var buffer = new byte[ReceiveBytes];
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    throw new InvalidOperationException($"The server ended a viewer: {socket.CloseStatusDescription}");
                }

                received[viewer] += part.Count;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The measurement is over.
        }
    }

    private static double RelayMegabytes(FalconEyeServer server) => ProcessTree.DescendantsOf(server.Program.Id)
        .Where(process => ProcessTree.NameOf(process).StartsWith("FalconEye.Rela", StringComparison.Ordinal))
        .Sum(process => Cost.ResidentMegabytesOf(process));

    private static double Milliseconds(Cost cost) => cost.Cores * TimeSpan.MillisecondsPerSecond;
}
