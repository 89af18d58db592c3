using System.Net;
using System.Net.Sockets;
using System.Text;
using FalconEye.Api.Auth.Workloads;
using FalconEye.Api.Cameras.Live;
using FalconEye.Api.Tests.Reconciliation;
using FalconEye.Contracts.Cameras;
using FalconEye.Orchestration;
using FalconEye.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Api.Tests.Live;

public sealed class CameraStreamTests : IAsyncDisposable
{
    private static readonly WorkloadKey Key = new(Guid.NewGuid(), WorkloadComponent.Camera);
    private static readonly byte[] Jpeg =
        [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 240, 1, 64, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 7, 7, 0xFF, 0xD9];

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeOrchestrator _orchestrator = new();
    private readonly HttpClient _http;
    private readonly List<TcpListener> _listeners = [];
    private readonly List<TcpClient> _connections = [];

    public CameraStreamTests() =>
        _http = new HttpClient(LiveConnection.CreateHandler(new WorkloadConnections(_orchestrator, new WorkloadAddresses()))) { Timeout = Timeout.InfiniteTimeSpan };

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stalled_relay_is_reconnected_after_ten_seconds()
    {
        var relay = Listen();
        await DeployAsync(relay);
        await using var stream = NewStream();
        using var viewer = stream.Subscribe();
        var first = await AcceptAsync(relay);
        await SendHeadAsync(first);
        await SendFrameAsync(first);
        await ReadOneFrameAsync(viewer);
        var failure = stream.Failure;

        _clock.Advance(CameraStream.StallTimeout - TimeSpan.FromSeconds(1));
        Assert.False(failure.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("The camera's workload sent nothing for 10 seconds.", await failure.WaitAsync(TimeSpan.FromSeconds(10), Ending));
        var second = await AcceptWhileTimePassesAsync(relay);
        await SendHeadAsync(second);
        await SendFrameAsync(second);

        await ReadOneFrameAsync(viewer);
    }

    [Fact]
    public async Task A_workload_that_accepts_and_never_answers_times_out()
    {
        var relay = Listen();
        await DeployAsync(relay);
        await using var stream = NewStream();
        using var viewer = stream.Subscribe();
        await AcceptAsync(relay);
        var failure = stream.Failure;

        _clock.Advance(CameraStream.AnswerTimeout + TimeSpan.FromSeconds(1));

        Assert.Equal("The camera's workload sent nothing for 15 seconds.", await failure.WaitAsync(TimeSpan.FromSeconds(10), Ending));
    }

    [Fact]
    public async Task The_stream_follows_a_moved_workload_whose_old_address_drops_packets()
    {
        var (old, moved) = (Listen(), Listen());
        await DeployAsync(old);
        await using var stream = NewStream();
        using var viewer = stream.Subscribe();
        await AcceptAsync(old);

        _orchestrator.Move(Key, workload => workload with { Address = AddressOf(moved) });
        var connection = await AcceptAsync(moved);
        await SendHeadAsync(connection);
        await SendFrameAsync(connection);

        await ReadOneFrameAsync(viewer);
    }

    [Fact]
    public async Task A_connection_attempt_times_out()
    {
        // A listener whose queue is full drops what asks for a connection, as a node without power does.
        using Socket full = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        List<Socket> fillers = [];
        for (var i = 0; i < 4; i++)
        {
            Socket filler = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            fillers.Add(filler);
            try
            {
                filler.Connect(full.LocalEndPoint!);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
            {
                // It is on its way, and fills the queue or is dropped itself.
            }
        }

        var began = TimeProvider.System.GetTimestamp();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)full.LocalEndPoint!).Port}/stream");
        await Assert.ThrowsAnyAsync<Exception>(() => _http.GetAsync(address, Ending).WaitAsync(TimeSpan.FromSeconds(20), Ending));

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        fillers.ForEach(filler => filler.Dispose());
    }

    public ValueTask DisposeAsync()
    {
        _connections.ForEach(connection => connection.Dispose());
        _listeners.ForEach(listener => listener.Dispose());
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private CameraStream NewStream() => new(Key.CameraId, StreamKind.Main, TimeSpan.FromSeconds(30), _orchestrator, _http, _clock, NullLogger.Instance);

    private TcpListener Listen()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        _listeners.Add(listener);
        return listener;
    }

    private static Uri AddressOf(TcpListener listener) => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    private Task<WorkloadObservation> DeployAsync(TcpListener listener)
    {
        _orchestrator.AddressOf = _ => AddressOf(listener);
        return _orchestrator.DeployAsync(
            new WorkloadSpec { Key = Key, Name = "cam-door", ServiceName = "svc-door", CameraName = "Door", Protocol = CameraProtocol.Rtsp }, Ending);
    }

    private async Task<TcpClient> AcceptAsync(TcpListener listener)
    {
        var connection = await listener.AcceptTcpClientAsync(Ending).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Ending);
        _connections.Add(connection);
        return connection;
    }

    private async Task<TcpClient> AcceptWhileTimePassesAsync(TcpListener listener)
    {
        var accepting = AcceptAsync(listener);
        await Eventually.HoldsAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                return accepting.IsCompleted;
            },
            "a new connection is made",
            Ending);
        return await accepting;
    }

    private static async Task SendHeadAsync(TcpClient connection) => await connection.GetStream().WriteAsync(
        Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n"), Ending);

    private static async Task SendFrameAsync(TcpClient connection) => await connection.GetStream().WriteAsync(
        (byte[])[.. Encoding.ASCII.GetBytes($"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {Jpeg.Length}\r\n\r\n"), .. Jpeg, .. "\r\n"u8], Ending);

    private static async Task ReadOneFrameAsync(Streaming.FrameSubscription viewer)
    {
        await viewer.WaitAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Ending);
        Assert.True(viewer.TryTake(out var frame));
        frame.Release();
    }
}
