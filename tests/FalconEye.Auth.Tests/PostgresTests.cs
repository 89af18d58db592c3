using System.Net;

namespace FalconEye.Auth.Tests;

/// <summary>What differs between databases, or between one copy of the server and two.</summary>
public sealed class PostgresTests(PostgresReplicas replicas) : IClassFixture<PostgresReplicas>
{
    private const string WithNul = "a\0b";
    private const int Requests = 2_000;

    [Fact]
    public async Task Signing_out_at_one_server_ends_streams_at_the_other()
    {
        var ct = TestContext.Current.CancellationToken;
        using var elsewhere = await Caller.LogInAsync(replicas.Other, LockedServer.Administrator, LockedServer.Password, ct);
        using var watching = await elsewhere.SendAsync(HttpMethod.Get, "/api/events", null, ct);
        await using var events = await watching.Content.ReadAsStreamAsync(ct);
        Assert.NotEqual(0, await events.ReadAsync(new byte[1], ct));

        await replicas.Admin.SendAsync(HttpMethod.Delete, "/api/auth/sessions", null, HttpStatusCode.NoContent, ct);

        await Assert.ThrowsAnyAsync<IOException>(() => events.CopyToAsync(Stream.Null, ct));
        Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
        await replicas.Admin.GetAsync("/api/cameras", ct);
    }

    [Fact]
    public async Task A_text_that_PostgreSQL_cannot_store_is_refused_in_any_field()
    {
        var ct = TestContext.Current.CancellationToken;
        var camera = await replicas.Admin.PostAsync(
            "/api/cameras", new { name = "Door", protocol = "rtsp", source_url = "rtsp://127.0.0.1:9/nul" }, HttpStatusCode.Created, ct);
        var id = camera.GetProperty("id").GetString();
        var report = new { id = $"{id}_20260101000000", camera_id = id, file_path = $"/x/{id}/{WithNul}.mp4", file_name = "a.mp4", start_time = "2026-01-01T00:00:00Z" };
        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Patch, $"/api/cameras/{id}", new { location = WithNul }),
            (HttpMethod.Patch, $"/api/cameras/{id}", new { name = WithNul }),
            (HttpMethod.Post, "/api/recordings", report),
            (HttpMethod.Post, "/api/users", new { user_name = WithNul, password = LockedServer.Password, role = "viewer" }),
            (HttpMethod.Post, "/api/auth/login", new { user_name = WithNul, password = LockedServer.Password }),
            (HttpMethod.Post, "/api/chat/sessions", new { name = WithNul }),
            (HttpMethod.Get, "/api/events/log?kind=a%00b", null),
            (HttpMethod.Get, "/api/cameras?node=a%00b", null),
        })
        {
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, await replicas.Admin.StatusAsync(method, path, body, ct)));
        }

        await replicas.Admin.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", new { metadata = new { note = WithNul } }, HttpStatusCode.OK, ct);
    }

    [Fact]
    public async Task Random_requests_cause_no_500_and_no_hang_on_PostgreSQL()
    {
        var ct = TestContext.Current.CancellationToken;
        var camera = await replicas.Admin.PostAsync(
            "/api/cameras", new { name = "Known", protocol = "rtsp", source_url = "rtsp://127.0.0.1:9/known" }, HttpStatusCode.Created, ct);
        var answers = await RandomRequests.SendAsync(replicas.Admin, camera.GetProperty("id").GetString()!, Requests, ct);
        Assert.InRange(answers.GetValueOrDefault(HttpStatusCode.OK), 100, Requests);
    }
}
