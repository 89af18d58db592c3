using FalconEye.Api.Recordings.Retention;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Events;
using FalconEye.Data.Recordings;
using FalconEye.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Api.Tests.Recordings;

/// <summary>How many events lie in a recording, once and for good.</summary>
public sealed class CountingEvents : IDisposable
{
    private static readonly Guid Door = Guid.NewGuid();
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(Noon.AddHours(2)));

    public CountingEvents() => _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock)
        .AddSqliteDatabase(_folder["test.db"]).AddScoped<EventCounts>().BuildServiceProvider();

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_seen_or_heard_in_a_recording_is_counted_a_minute_after_its_end_and_stays_when_the_log_forgets_it()
    {
        await using var scope = _services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        await database.Database.EnsureCreatedAsync(Ending);
        database.Cameras.Add(new Camera
        {
            Id = Door,
            Name = "Door",
            Slug = "door",
            Protocol = CameraProtocol.Rtsp,
            SourceIdentity = "door",
            Resolution = "1x1",
            Framerate = 1,
            CreatedAt = Noon,
            UpdatedAt = Noon,
        });
        database.Recordings.AddRange(RecordingAt(0, 10), RecordingAt(20, 30), RecordingAt(40, null), RecordingAt(119, 119.5));
        database.Events.AddRange(
            EventAt("motion", -5).Close(Noon.AddMinutes(1)),
            EventAt("object", 5).Close(Noon.AddMinutes(6)),
            EventAt("motion", 9).Open(),
            EventAt("recording_started", 5),
            EventAt("motion", 15).Close(Noon.AddMinutes(19)),
            EventAt("motion", 5, Guid.NewGuid()));
        await database.SaveChangesAsync(Ending);
        var counts = scope.ServiceProvider.GetRequiredService<EventCounts>();

        await counts.CountAsync(Ending);

        // The third goes on, and the fourth has ended just now.
        Assert.Equal([3, 1, null, null], await ReadAsync());
        await database.Events.ExecuteDeleteAsync(Ending);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await counts.CountAsync(Ending);
        Assert.Equal([3, 1, null, 0], await ReadAsync());

        Task<List<int?>> ReadAsync() => database.Recordings.AsNoTracking().OrderBy(recording => recording.StartTime).Select(recording => recording.EventCount).ToListAsync(Ending);
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }

    private static LoggedEvent EventAt(string kind, double minute, Guid? camera = null) => new()
    {
        Time = Noon.AddMinutes(minute),
        Kind = kind,
        CameraId = camera ?? Door,
        Actor = "system",
        Message = kind,
    };

    private static Recording RecordingAt(double minute, double? end) => new()
    {
        Id = $"{Door}_{minute}",
        CameraId = Door,
        CameraName = "Door",
        FilePath = $"/{minute}.mp4",
        FileName = $"{minute}.mp4",
        StartTime = Noon.AddMinutes(minute),
        EndTime = end is { } last ? Noon.AddMinutes(last) : null,
        Status = end is null ? RecordingStatus.Recording : RecordingStatus.Completed,
    };
}
