using FalconEye.Api;
using FalconEye.Api.Auth;
using FalconEye.Api.Exports;
using FalconEye.Api.Recordings;
using FalconEye.Api.Recordings.Caches;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Recordings;
using FalconEye.ServiceDefaults;
using FalconEye.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FalconEye.Cleanup.Tests.Retention;

/// <summary>A server's own parts with a small disk and a clock of the test, onto which cameras are recorded.</summary>
internal sealed class RecordedSite : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly WebApplication _app;

    private RecordedSite(SmallDisk disk, (string Name, string Value)[] settings)
    {
        Disk = disk;
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DATA_DIR"] = _data.Path,
            ["RECORDINGS_PATH"] = disk.Recordings,
            ["ORCHESTRATOR"] = "local",
        });
        var options = ServerOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.AddServiceDefaults("retention-tests");
        builder.AddStorage(options);
        builder.AddOrchestration(options);
        builder.AddAuth(options);
        builder.AddCleanup(options);
        builder.Services.AddRetention();
        builder.Services.AddSingleton<ExportFolders>();
        builder.Services.AddSingleton<RecordingCaches>();
        builder.Services.AddSingleton<IRecordingDisks>(disk);
        builder.Services.AddSingleton<TimeProvider>(Time);
        _app = builder.Build();
    }

    internal SmallDisk Disk { get; }

    internal SetTime Time { get; } = new();

    internal static async Task<RecordedSite> CreateAsync(SmallDisk disk, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var site = new RecordedSite(disk, settings);
        await site._app.Services.MigrateDatabaseAsync(cancellationToken);
        return site;
    }

    internal async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    internal Task<T> UseAsync<T>(Func<FalconEyeContext, Task<T>> use) => UseAsync<FalconEyeContext, T>(use);

    /// <summary>One look of the server at its disks.</summary>
    internal Task<int> HoldLimitsAsync(CancellationToken cancellationToken, bool withAges = true) =>
        UseAsync<RetentionRun, int>(run => run.RunAsync(withAges, cancellationToken));

    internal async Task<Guid> AddCameraAsync(string name, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        return await UseAsync(async database =>
        {
            database.Cameras.Add(new Camera
            {
                Id = id,
                Name = name,
                Slug = $"{name}-{id:N}",
                Protocol = Contracts.Cameras.CameraProtocol.Rtsp,
                SourceIdentity = id.ToString(),
                Resolution = "640x480",
                Framerate = 15,
                CreatedAt = Time.GetUtcNow().UtcDateTime,
                UpdatedAt = Time.GetUtcNow().UtcDateTime,
            });
            await database.SaveChangesAsync(cancellationToken);
            return id;
        });
    }

    /// <summary>Records a file of a camera that ends now.</summary>
    internal async Task<Recording> RecordAsync(
        Guid camera, int bytes, CancellationToken cancellationToken, RecordingStatus status = RecordingStatus.Completed, bool isProtected = false)
    {
        var start = Time.GetUtcNow().UtcDateTime.AddHours(-1);
        var name = $"Door_{start:yyyyMMdd_HHmmss}.mp4";
        var folder = Directory.CreateDirectory(Path.Combine(Disk.Recordings, camera.ToString())).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, name), new byte[bytes], cancellationToken);
        var recording = new Recording
        {
            Id = $"{camera}_{start:yyyyMMddHHmmss}",
            CameraId = camera,
            CameraName = "Door",
            FilePath = Path.Combine(folder, name),
            FileName = name,
            StartTime = start,
            EndTime = status == RecordingStatus.Recording ? null : start.AddHours(1),
            FileSizeBytes = status == RecordingStatus.Recording ? null : bytes,
            Status = status,
            IsProtected = isProtected,
            NodeName = Environment.MachineName,
        };
        return await UseAsync(async database =>
        {
            database.Recordings.Add(recording);
            await database.SaveChangesAsync(cancellationToken);
            return recording;
        });
    }

    internal Task<List<Recording>> RowsAsync(CancellationToken cancellationToken) =>
        UseAsync(database => database.Recordings.AsNoTracking().OrderBy(recording => recording.StartTime).ThenBy(recording => recording.Id).ToListAsync(cancellationToken));

    /// <summary>Every file below the recordings folder, hidden ones too.</summary>
    internal IReadOnlyList<string> Files() =>
        [.. Directory.EnumerateFiles(Disk.Recordings, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
    }
}
