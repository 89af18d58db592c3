using FalconEye.Contracts.Cameras;
using FalconEye.Data.Cameras;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Data.Tests;

public sealed class RowVersionTests(PostgresFixture postgres)
{
    private static readonly DateTime Now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Concurrent_changes_to_the_same_status_conflict(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(kind, postgres, ct);
        await database.MigrateAsync(ct);
        await database.UseAsync(context =>
        {
            context.Add(NewCamera());
            return context.SaveChangesAsync(ct);
        });

        await database.UseAsync(async reconciler =>
        {
            var seen = await reconciler.Cameras.SingleAsync(ct);
            await database.UseAsync(async user =>
            {
                (await user.Cameras.SingleAsync(ct)).RequestRestart(Now.AddMinutes(1));
                await user.SaveChangesAsync(ct);
            });
            seen.Observe(CameraStatus.Error, "The camera did not come up.", Now);

            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => reconciler.SaveChangesAsync(ct));

            await reconciler.Entry(seen).ReloadAsync(ct);
            Assert.Equal((CameraStatus.Creating, 1L), (seen.Status, seen.Version));
            seen.Observe(CameraStatus.Running, null, Now);
            await reconciler.SaveChangesAsync(ct);
            Assert.Equal(2, seen.Version);
        });
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_desired_recording_is_stored_by_the_name_of_its_mode(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(kind, postgres, ct);
        await database.MigrateAsync(ct);
        var camera = NewCamera();
        camera.RequestRecording(DesiredRecording.Always, Now.AddHours(1));

        await database.UseAsync(context =>
        {
            context.Add(camera);
            return context.SaveChangesAsync(ct);
        });

        await database.UseAsync(async context =>
        {
            var stored = await context.Cameras.SingleAsync(other => other.DesiredRecording == DesiredRecording.Always, ct);
            Assert.Equal(Now.AddHours(1), stored.RecordingRequestedAt);
            Assert.Equal("Always", await context.Database.SqlQueryRaw<string>("""SELECT desired_recording AS "Value" FROM cameras""").SingleAsync(ct));
        });
    }

    private static Camera NewCamera()
    {
        Camera camera = new()
        {
            Id = Guid.NewGuid(),
            Name = "Door",
            Slug = "door",
            Protocol = CameraProtocol.Rtsp,
            SourceIdentity = "192.0.2.1:554/x",
            Resolution = "640x480",
            Framerate = 15,
            CreatedAt = Now,
            UpdatedAt = Now,
        };
        camera.RequestStart(Now);
        return camera;
    }
}
