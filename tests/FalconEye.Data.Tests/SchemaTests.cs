using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data.Cameras;
using FalconEye.Data.Chat;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Data.Tests;

public sealed class SchemaTests(PostgresFixture postgres)
{
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task The_model_matches_its_migrations(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(kind, postgres, ct);
        await database.MigrateAsync(ct);

        await database.UseAsync(context =>
        {
            Assert.False(context.Database.HasPendingModelChanges(), "Run tools/add-migration.sh with a name for what changed.");
            return Task.CompletedTask;
        });
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Values_round_trip_unchanged(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(kind, postgres, ct);
        await database.MigrateAsync(ct);
        var camera = NewCamera("Ünï 📷 \"'; DROP TABLE cameras;--");

        await database.UseAsync(async context =>
        {
            context.Cameras.Add(camera);
            context.Recordings.Add(NewRecording(camera));
            await context.SaveChangesAsync(ct);
        });

        await database.UseAsync(async context =>
        {
            var recording = await context.Recordings.Include(r => r.Camera).SingleAsync(ct);
            Assert.Equal(camera.Name, recording.Camera!.Name);
            Assert.Equal(Noon, recording.StartTime);
            Assert.Equal(DateTimeKind.Utc, recording.StartTime.Kind);
            Assert.Equal(CameraStatus.Stopped, recording.Camera.Status);
            Assert.Equal(1.5, recording.DurationSeconds);
        });
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Deleting_a_camera_keeps_its_recordings(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(kind, postgres, ct);
        await database.MigrateAsync(ct);
        var camera = NewCamera("Door");
        await database.UseAsync(async context =>
        {
            context.AddRange(camera, NewRecording(camera));
            await context.SaveChangesAsync(ct);
        });

        await database.UseAsync(context => context.Cameras.ExecuteDeleteAsync(ct));

        await database.UseAsync(async context => Assert.Null((await context.Recordings.SingleAsync(ct)).CameraId));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Two_cameras_cannot_have_one_source(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(kind, postgres, ct);
        await database.MigrateAsync(ct);

        await database.UseAsync(async context =>
        {
            context.AddRange(NewCamera("A", slug: "a"), NewCamera("B", slug: "b"));
            await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync(ct));
        });
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Observed_state_never_overwrites_newer_desired_state(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(kind, postgres, ct);
        await database.MigrateAsync(ct);
        await database.UseAsync(async context =>
        {
            var started = NewCamera("Door");
            started.RequestStart(Noon);
            context.Add(started);
            await context.SaveChangesAsync(ct);
        });

        await database.UseAsync(async watcher =>
        {
            var seen = await watcher.Cameras.SingleAsync(ct);
            await database.UseAsync(async person =>
            {
                (await person.Cameras.SingleAsync(ct)).RequestDeletion(Noon);
                await person.SaveChangesAsync(ct);
            });
            seen.Observe(CameraStatus.Running, null, Noon);
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => watcher.SaveChangesAsync(ct));
        });

        await database.UseAsync(async context => Assert.Equal(CameraStatus.Deleting, (await context.Cameras.SingleAsync(ct)).Status));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Deleting_a_conversation_deletes_its_messages_and_keeps_its_proposals(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(kind, postgres, ct);
        await database.MigrateAsync(ct);
        var session = new ChatSession { Id = Guid.NewGuid(), CreatedAt = Noon, UpdatedAt = Noon };
        await database.UseAsync(async context =>
        {
            context.AddRange(session, NewTurn(session, 1), NewTurn(session, 2), NewProposal(session));
            await context.SaveChangesAsync(ct);
        });

        await database.UseAsync(context => context.ChatSessions.ExecuteDeleteAsync(ct));

        await database.UseAsync(async context =>
        {
            Assert.Equal(0, await context.ChatTurns.CountAsync(ct));
            Assert.Equal("Stop Door.", (await context.Proposals.SingleAsync(ct)).Summary);
        });
    }

    private static ChatTurn NewTurn(ChatSession session, int number) => new()
    {
        Id = Guid.NewGuid(),
        SessionId = session.Id,
        Number = number,
        Role = ChatSpeaker.User,
        Content = "Why is Door not recording?",
        CreatedAt = Noon,
    };

    private static Proposal NewProposal(ChatSession session) => new()
    {
        Id = Guid.NewGuid(),
        SessionId = session.Id,
        Tool = "stop_camera",
        Arguments = "{}",
        Summary = "Stop Door.",
        Changes = "[]",
        Origin = "chat",
        CreatedAt = Noon,
        ExpiresAt = Noon.AddMinutes(15),
    };

    private static Camera NewCamera(string name, string slug = "slug") => new()
    {
        Id = Guid.NewGuid(),
        Name = name,
        Slug = slug,
        Protocol = CameraProtocol.Rtsp,
        SourceIdentity = "192.168.1.20:554/stream1",
        Resolution = "640x480",
        Framerate = 15,
        CreatedAt = Noon,
        UpdatedAt = Noon,
    };

    private static Recording NewRecording(Camera camera) => new()
    {
        Id = $"{camera.Id}_20260101120000",
        CameraId = camera.Id,
        CameraName = camera.Name,
        FilePath = "/x",
        FileName = "x",
        StartTime = Noon,
        DurationSeconds = 1.5,
        Status = RecordingStatus.Completed,
    };
}
