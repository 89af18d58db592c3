using FalconEye.Api;
using FalconEye.Api.Auth;
using FalconEye.Api.Cleanup;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Recordings;
using FalconEye.ServiceDefaults;
using FalconEye.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FalconEye.Cleanup.Tests;

/// <summary>On one machine the server cleans up by itself.</summary>
public sealed class ScheduledCleanupTests
{
    private const string RecordingId = "left-behind";

    /// <summary>Two minutes are two seconds.</summary>
    private readonly AcceleratedClock _time = new(speed: 60);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_orphaned_recording_is_ended_at_the_next_scheduled_cleanup()
    {
        using TemporaryFolder folder = new();
        await using var app = BuildServer(folder["data"]);
        await app.Services.MigrateDatabaseAsync(Ending);
        await AddRecordingAsync(app);
        var began = _time.GetUtcNow();
        var schedule = app.Services.GetRequiredService<CleanupSchedule>();
        await schedule.StartAsync(Ending);

        await Eventually.ReturnsAsync(() => StatusAsync(app), status => status == RecordingStatus.Stopped, "the recording is ended", Ending);
        var ended = _time.GetUtcNow();
        await schedule.StopAsync(Ending);

        var due = new DateTimeOffset(began.Year, began.Month, began.Day, began.Hour, began.Minute, 0, TimeSpan.Zero).AddMinutes(2 - (began.Minute % 2));
        Assert.True(ended >= due, $"The cleanup that was due at {due:T} came before {ended:T}.");
    }

    private WebApplication BuildServer(string dataDirectory)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DATA_DIR"] = dataDirectory,
            ["ORCHESTRATOR"] = "local",
            ["CLEANUP_INTERVAL"] = "*/2 * * * *",
        });
        var options = ServerOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.AddServiceDefaults("cleanup-tests");
        builder.AddStorage(options);
        builder.AddOrchestration(options);
        builder.AddAuth(options);
        builder.AddCleanup(options);
        builder.Services.AddSingleton<TimeProvider>(_time);
        return builder.Build();
    }

    private static async Task AddRecordingAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        database.Recordings.Add(new Recording
        {
            Id = RecordingId,
            CameraName = "Door",
            FilePath = "/nowhere/door.mp4",
            FileName = "door.mp4",
            StartTime = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            Status = RecordingStatus.Recording,
        });
        await database.SaveChangesAsync(Ending);
    }

    private static async Task<RecordingStatus> StatusAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<FalconEyeContext>().Recordings.FindAsync([RecordingId], Ending))!.Status;
    }
}
