using FalconEye.Api.Auth.Keys;
using FalconEye.Api.Auth.Workloads;
using FalconEye.Api.Cameras;
using FalconEye.Api.Cameras.Live;
using FalconEye.Api.Detection;
using FalconEye.Api.Events;
using FalconEye.Api.Motion;
using FalconEye.Api.Reconciliation;
using FalconEye.Api.Recordings;
using FalconEye.Api.Recordings.Modes;
using FalconEye.Api.Settings;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;
using FalconEye.Orchestration.Local;
using FalconEye.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FalconEye.Api.Tests.Reconciliation;

/// <summary>The reconciler and the services before it, with a real database, fake workloads and a clock.</summary>
internal sealed class ReconcilerBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private ReconcilerBench(TimeProvider time)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("DATA_DIR", _folder.Path)]).Build();
        var options = ServerOptions.Read(configuration);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time);
        services.AddSingleton(options);
        services.AddSqliteDatabase(_folder["test.db"]);
        services.AddSingleton<IWorkloadOrchestrator>(Orchestrator);
        services.AddSingleton<ILeadership, LocalLeadership>();
        services.AddSingleton(MasterKey.Load(options));
        services.AddSingleton<WorkloadCredentials>();
        services.AddSingleton(new SettingsService(new FixedSettings()));
        services.AddSingleton<WorkloadSpecs>();
        services.AddSingleton<CameraIngests>();
        services.AddSingleton<CameraMapper>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<ChangeSignal>();
        services.AddSingleton<IInterceptor, ChangePublisher>();
        services.AddSingleton<IInterceptor>(EventReads);
        services.AddSingleton(new CameraHealthReader(new HttpClient(Workloads), time));
        services.AddSingleton(new RecorderClient(new HttpClient(Workloads) { Timeout = Timeout.InfiniteTimeSpan }, time));
        services.AddHttpClient();
        services.AddSingleton<CameraStreams>();
        services.AddSingleton<EventSnapshot>();
        services.AddScoped<MotionLog>();
        services.AddObjectDetection(options);
        services.AddScoped<WorkloadDeployment>();
        services.AddScoped<RecordingReconciliation>();
        services.AddSingleton<LatestDetections>();
        services.AddScoped<EventTrigger>();
        services.AddScoped<CameraReconciliation>();
        services.AddScoped<RecordingService>();
        services.AddScoped<CameraService>();
        services.AddSingleton<CameraReconciler>();
        _services = services.BuildServiceProvider();
        Slots = new WorkerSlots(16, 8, time);
    }

    internal FakeOrchestrator Orchestrator { get; } = new();

    internal FakeWorkloads Workloads { get; } = new();

    internal EventReads EventReads { get; } = new();

    internal CameraRuntime Runtime { get; } = new();

    internal WorkerSlots Slots { get; }

    internal CameraReconciler Reconciler => _services.GetRequiredService<CameraReconciler>();

    internal static async Task<ReconcilerBench> CreateAsync(TimeProvider time, CancellationToken ct)
    {
        ReconcilerBench bench = new(time);
        await bench.UseAsync<FalconEyeContext>(database => database.Database.EnsureCreatedAsync(ct));
        return bench;
    }

    /// <summary>Stores a camera.</summary>
    internal async Task<Guid> AddAsync(string name, Action<Camera> request, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        Camera camera = new()
        {
            Id = id,
            Name = name,
            Slug = name,
            Protocol = CameraProtocol.Rtsp,
            SourceUrl = $"rtsp://{name}.invalid/x",
            SourceIdentity = name,
            Resolution = "320x240",
            Framerate = 5,
            CreatedAt = DateTime.UnixEpoch,
            UpdatedAt = DateTime.UnixEpoch,
        };
        request(camera);
        await UseAsync<FalconEyeContext>(async database =>
        {
            database.Cameras.Add(camera);
            await database.SaveChangesAsync(ct);
        });
        return id;
    }

    /// <summary>Changes a stored camera, as a request does.</summary>
    internal Task ChangeAsync(Guid id, Action<Camera> request, CancellationToken ct) => UseAsync<FalconEyeContext>(async database =>
        await database.ChangeAsync((await database.Cameras.FindAsync([id], ct))!, request, ct));

    internal async Task<Camera> FindAsync(Guid id, CancellationToken ct)
    {
        Camera? found = null;
        await UseAsync<FalconEyeContext>(async database => found = await database.Cameras.AsNoTracking().SingleAsync(camera => camera.Id == id, ct));
        return found!;
    }

    /// <summary>One pass over a camera.</summary>
    internal async Task<PassResult> PassAsync(Guid id, CancellationToken ct)
    {
        PassResult? result = null;
        await Slots.EnterAsync(ct);
        await UseAsync<CameraReconciliation>(async reconciliation => result = await reconciliation.RunAsync(id, Runtime, Slots, ct));
        Slots.Leave();
        return result!;
    }

    internal async Task UseAsync<T>(Func<T, Task> use)
        where T : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>Runs the reconciler as the server does.</summary>
    internal Task StartAsync(CancellationToken ct) => ((IHostedService)Reconciler).StartAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await ((IHostedService)Reconciler).StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        Slots.Dispose();
        Workloads.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private sealed class FixedSettings : ISettingsStore
    {
        public SystemSettings Load() => new()
        {
            DefaultResolution = "640x480",
            DefaultFramerate = 15,
            CleanupInterval = "*/2 * * * *",
            CreatingTimeoutMinutes = 3,
        };

        public Task SaveAsync(SystemSettings before, SystemSettings after, CancellationToken cancellationToken) => Task.CompletedTask;

        public string? LoadAnthropicKey() => null;

        public Task SaveAnthropicKeyAsync(string key, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
