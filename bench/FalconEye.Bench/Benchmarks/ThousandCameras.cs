using System.Diagnostics;
using FalconEye.KubernetesApi;
using FalconEye.KubernetesApi.Kubelet;
using FalconEye.TestKit;
using FalconEye.TestKit.Databases;
using FalconEye.TestKit.Programs;

namespace FalconEye.Bench.Benchmarks;

/// <summary>A list of a thousand cameras that run in a cluster: how quick, how large, and what it asks of the cluster.</summary>
internal static class ThousandCameras
{
    private const int Cameras = 1000;
    private const int SideBySide = 8;
    private const int WarmUp = 50;
    private const int Requests = 200;
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Runs it: with pods that only say that they are well, which is all that a list asks of them.</summary>
    internal static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresServer.StartAsync(cancellationToken);
        NodesOptions nodes = new()
        {
            Images = new Dictionary<string, PodProgram> { ["falcon-eye-camera-rtsp"] = PodProgram.InProcess(FakeRelay.RunAsync) },
        };
        await using var cluster = await ClusterUnderTest.StartAsync(nodes, cancellationToken);
        await using var server = await FalconEyeServer.StartAsync(
            cancellationToken,
            ("ORCHESTRATOR", "kubernetes"),
            ("K8S_CONFIG_PATH", cluster.ServiceKubeconfig),
            ("K8S_NAMESPACE", cluster.Namespace),
            ("DATABASE_URL", await postgres.CreateDatabaseAsync(cancellationToken)),
            ("CREATING_TIMEOUT_MINUTES", "10"));
        await AddAsync(server, cancellationToken);
        await MeasureListAsync(server, WarmUp, cancellationToken);

        Table table = new($"A list of {Cameras} running cameras", "what", "median, ms", "95 %, ms", "Kubernetes calls", "of these for the Lease", "cores", "RSS of the API, MB");
        cluster.Server!.Faults.ForgetCalls();
        double[] times = [];
        var cost = await Cost.OfAsync([server.Program.Id], async () => times = await MeasureListAsync(server, Requests, cancellationToken));
        var faults = cluster.Server.Faults;
        table.Add(
            $"GET /api/cameras/, {Requests} times",
            $"{times[Requests / 2]:0.0}", $"{times[Requests * 95 / 100]:0.0}",
            $"{faults.Count()}", $"{faults.Count(resource: "leases")}", $"{cost.Cores:0.00}", $"{cost.ResidentMegabytes:0}");
        var rest = await Cost.OfAsync([server.Program.Id], TimeSpan.FromSeconds(10), cancellationToken);
        table.Add("nobody asks", $"-", $"-", $"-", $"-", $"{rest.Cores:0.00}", $"{rest.ResidentMegabytes:0}");
    }

    private static async Task AddAsync(FalconEyeServer server, CancellationToken cancellationToken)
    {
        ParallelOptions options = new() { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, Cameras), options, async (i, token) =>
        {
            var camera = new { name = $"Camera {i}", protocol = "rtsp", source_url = $"rtsp://admin:secret@10.0.{i / 250}.{(i % 250) + 1}/stream" };
            var id = (await server.PostAsync("/api/cameras", camera, token)).GetProperty("id").GetString();
            await server.PostAsync($"/api/cameras/{id}/start", null, token);
        });
        await Eventually.ReturnsAsync(
            async () => (await server.GetAsync("/api/cameras/?status=running", cancellationToken)).GetProperty("total").GetInt32(),
            running => running == Cameras,
            $"{Cameras} cameras run",
            cancellationToken,
            WaitTimeout);
    }

    /// <returns>The times of each answer to its last byte, in milliseconds, shortest first.</returns>
    private static async Task<double[]> MeasureListAsync(FalconEyeServer server, int requests, CancellationToken cancellationToken)
    {
        List<double> times = [];
        for (var i = 0; i < requests; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await server.Client.GetByteArrayAsync("/api/cameras/", cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return [.. times.Order()];
    }
}
