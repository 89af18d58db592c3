using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FalconEye.Api.Auth.Workloads;
using FalconEye.Orchestration;
using FalconEye.Orchestration.Nodes;

namespace FalconEye.Api.Tests;

/// <summary>While a camera's program is down, another program on its port is sent nothing.</summary>
public sealed class WorkloadPortTests
{
    private static readonly WorkloadKey Key = new(Guid.NewGuid(), WorkloadComponent.Recorder);

    [Fact]
    public async Task A_foreign_program_on_the_port_of_an_ended_child_gets_no_request()
    {
        var ct = TestContext.Current.CancellationToken;
        using var ended = Process.Start(new ProcessStartInfo("true"))!;
        await ended.WaitForExitAsync(ct);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(other, ended.Id, ct));

        using var connection = await other.AcceptTcpClientAsync(ct);
        Assert.Equal(0, await connection.GetStream().ReadAsync(new byte[1], ct));
    }

    [Fact]
    public async Task A_running_child_that_listens_is_called()
    {
        var ct = TestContext.Current.CancellationToken;
        using var child = new TcpListener(IPAddress.Loopback, 0);
        child.Start();

        var asking = AskAsync(child, Environment.ProcessId, ct);
        using var connection = await child.AcceptTcpClientAsync(ct);
        using var reader = new StreamReader(connection.GetStream());
        Assert.Equal("GET /status HTTP/1.1", await reader.ReadLineAsync(ct));
        await connection.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), ct);
        Assert.Equal("{}", await asking);
    }

    private static async Task<string> AskAsync(TcpListener listener, int processId, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        var known = new WorkloadAddresses();
        known.ByAuthority[address.Authority] = Key;
        var connections = new WorkloadConnections(new OneWorkload(processId, address), known);
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = connections.ConnectAsync });
        return await http.GetStringAsync(new Uri(address, "status"), cancellationToken);
    }

    /// <summary>An orchestrator that only knows of one child.</summary>
    private sealed class OneWorkload(int processId, Uri address) : IWorkloadOrchestrator
    {
        private readonly WorkloadObservation _child = new()
        {
            Key = Key,
            Name = "rec-front",
            CameraName = "Front",
            ServiceName = "rec-front",
            Phase = WorkloadPhase.Running,
            DeployedAt = DateTimeOffset.UnixEpoch,
            Address = address,
            ProcessId = processId,
        };

        public event Action<WorkloadKey>? Changed
        {
            add { }
            remove { }
        }

        public bool IsReady => true;

        public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public WorkloadObservation? Find(WorkloadKey key) => key == Key ? _child : null;

        public IReadOnlyCollection<WorkloadObservation> List() => [_child];

        public Task<WorkloadObservation> DeployAsync(WorkloadSpec spec, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DeleteAsync(WorkloadKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RestartAsync(WorkloadKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> ReadLogAsync(WorkloadKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Node>> ListNodesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
