using System.Net;
using System.Text.RegularExpressions;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>The one table of who may call what. A route that is not in it fails here; each one is tried as everyone over HTTP.</summary>
public sealed partial class RouteTableTests(ServerToErase locked) : IClassFixture<ServerToErase>
{
    private const string Unknown = "11111111-2222-3333-4444-555555555555";

    /// <summary>Viewers, operators and administrators may call what is for viewers, and so on.</summary>
    private static readonly string[] Roles = ["viewer", "operator", "administrator"];

    private static readonly Dictionary<string, string> Table = new()
    {
        ["GET /"] = "Anyone", // the dashboard's page; a program that is not known gets 401
        ["GET /{*path:nonfile}"] = "Anyone", // likewise
        ["GET /cameras/{*rest}"] = "Anyone", // likewise
        ["GET /health"] = "Anyone",
        ["GET /healthz/live"] = "Anyone",
        ["GET /healthz/ready"] = "Anyone",
        ["GET /metrics"] = "Viewer",
        ["GET /openapi/{documentName}.json"] = "Viewer",
        ["GET /docs/{documentName?}"] = "Viewer",
        ["GET /docs/favicon.svg"] = "Anyone", // this and the next two are Scalar's own files, the same everywhere
        ["GET /docs/scalar.js"] = "Anyone",
        ["GET /docs/scalar.aspnetcore.js"] = "Anyone",

        ["GET /api/auth/status"] = "Anyone",
        ["POST /api/auth/setup"] = "Anyone",
        ["POST /api/auth/login"] = "Anyone",
        ["POST /api/auth/logout"] = "Anyone",
        ["GET /api/auth/oidc/login"] = "Anyone", // this and the next lead to the provider and back
        ["GET /api/auth/oidc/callback"] = "Anyone",
        ["POST /api/auth/password"] = "Person",
        ["GET /api/auth/sessions"] = "Person",
        ["DELETE /api/auth/sessions"] = "Person",
        ["DELETE /api/auth/sessions/{id:guid}"] = "Person",
        ["POST /api/auth/totp"] = "Person",
        ["POST /api/auth/totp/confirm"] = "Person",
        ["POST /api/auth/totp/remove"] = "Person",
        ["GET /api/auth/tokens"] = "Person",
        ["POST /api/auth/tokens"] = "Person",
        ["DELETE /api/auth/tokens/{id:guid}"] = "Person",
        ["POST /api/auth/links"] = "Viewer",
        ["GET /api/users"] = "UserAdministrator",
        ["POST /api/users"] = "UserAdministrator",
        ["PATCH /api/users/{id:guid}"] = "UserAdministrator",
        ["DELETE /api/users/{id:guid}"] = "UserAdministrator",

        ["GET /api/cameras"] = "Viewer",
        ["POST /api/cameras"] = "Operator",
        ["POST /api/cameras/probe"] = "Operator",
        ["GET /api/cameras/{id:guid}"] = "Viewer",
        ["PATCH /api/cameras/{id:guid}"] = "Operator",
        ["DELETE /api/cameras/{id:guid}"] = "Operator",
        ["POST /api/cameras/{id:guid}/start"] = "Operator",
        ["POST /api/cameras/{id:guid}/stop"] = "Operator",
        ["POST /api/cameras/{id:guid}/restart"] = "Operator",
        ["GET /api/cameras/{id:guid}/stream-info"] = "Viewer",
        ["GET /api/cameras/{id:guid}/stream"] = "Viewer",
        ["GET /api/cameras/{id:guid}/snapshot"] = "Viewer",
        ["GET /api/cameras/{id:guid}/motion"] = "Viewer",
        ["GET /api/cameras/{id:guid}/live"] = "Viewer",
        ["GET /api/cameras/{id:guid}/live.m3u8"] = "Viewer",
        ["GET /api/cameras/{id:guid}/hls/index.m3u8"] = "Viewer", // this and the next three are its parts
        ["GET /api/cameras/{id:guid}/hls/part-{number:long}.m4s"] = "Viewer",
        ["GET /api/cameras/{id:guid}/hls/init-{number:long}.mp4"] = "Viewer",
        ["GET /api/cameras/{id:guid}/hls/segment-{number:long}.m4s"] = "Viewer",
        ["POST /api/cameras/{id:guid}/ptz"] = "Operator",
        ["GET /api/cameras/{id:guid}/ptz/presets"] = "Operator",
        ["GET /api/cameras/{id:guid}/camera-events"] = "Operator",
        ["GET /api/cameras/{id:guid}/playback"] = "Viewer",
        ["GET /api/cameras/{id:guid}/preview"] = "Viewer",
        ["GET /api/cameras/{id:guid}/playback.m3u8"] = "Viewer",
        ["GET /api/cameras/{id:guid}/recording/status"] = "Viewer",
        ["POST /api/cameras/{id:guid}/recording/start"] = "Operator",
        ["POST /api/cameras/{id:guid}/recording/stop"] = "Operator",

        ["GET /api/recordings"] = "Viewer",
        ["POST /api/recordings"] = "Recorder",
        ["GET /api/recordings/{id}"] = "Viewer",
        ["PATCH /api/recordings/{id}"] = "RecorderOrOperator", // each its own fields
        ["DELETE /api/recordings/{id}"] = "Operator",
        ["GET /api/recordings/{id}/download"] = "Viewer",
        ["HEAD /api/recordings/{id}/download"] = "Viewer",
        ["GET /api/recordings/{id}/fragments.mp4"] = "Viewer",
        ["HEAD /api/recordings/{id}/fragments.mp4"] = "Viewer",
        ["GET /api/recordings/{id}/converted.mp4"] = "Viewer",

        ["GET /api/storage"] = "Viewer",
        ["GET /api/storage/preview"] = "Operator", // without a camera only for administrators
        ["GET /api/storage/files"] = "Administrator",
        ["POST /api/storage/files/adopt"] = "Administrator",
        ["POST /api/storage/files/delete"] = "Administrator",
        ["POST /api/storage/files/forget"] = "Administrator",
        ["GET /api/exports"] = "Viewer", // one's own, here and below
        ["POST /api/exports"] = "Viewer",
        ["POST /api/exports/verify"] = "Viewer", // of a file that the caller has
        ["GET /api/exports/{id:guid}"] = "Viewer",
        ["DELETE /api/exports/{id:guid}"] = "Viewer",
        ["GET /api/exports/{id:guid}/download"] = "Viewer",

        ["GET /api/nodes"] = "Viewer",
        ["GET /api/nodes/{name}"] = "Viewer",
        ["GET /api/nodes/scan/cameras"] = "Operator",
        ["GET /api/nodes/scan/events"] = "Operator",
        ["DELETE /api/nodes/{name}/ssh-key"] = "Administrator",

        ["GET /api/settings"] = "Operator",
        ["PATCH /api/settings"] = "Administrator",
        ["POST /api/settings/restart-all"] = "Administrator",
        ["DELETE /api/settings/cameras/all"] = "Administrator",

        ["GET /api/events"] = "Viewer",
        ["GET /api/events/log"] = "Viewer",
        ["GET /api/events/log/{id:long}"] = "Viewer",
        ["GET /api/events/log/{id:long}/thumbnail"] = "Viewer",

        ["GET /api/alerts/rules"] = "Administrator",
        ["POST /api/alerts/rules"] = "Administrator",
        ["PATCH /api/alerts/rules/{id:guid}"] = "Administrator",
        ["DELETE /api/alerts/rules/{id:guid}"] = "Administrator",
        ["GET /api/alerts/channels"] = "Administrator",
        ["POST /api/alerts/channels"] = "Administrator",
        ["PATCH /api/alerts/channels/{id:guid}"] = "Administrator",
        ["DELETE /api/alerts/channels/{id:guid}"] = "Administrator",
        ["POST /api/alerts/channels/{id:guid}/test"] = "Administrator",
        ["GET /api/alerts/devices"] = "Person", // one's own, here and below
        ["POST /api/alerts/devices"] = "Person",
        ["DELETE /api/alerts/devices/{id:guid}"] = "Person",
        ["POST /api/alerts/devices/{id:guid}/test"] = "Person",
        ["GET /api/alerts/deliveries"] = "Viewer",
        ["GET /api/alerts/mode"] = "Viewer",
        ["PUT /api/alerts/mode"] = "Operator",
        ["GET /api/alerts/mode/schedule"] = "Viewer",
        ["PUT /api/alerts/mode/schedule"] = "Operator",

        ["GET /api/chat/health"] = "Viewer",
        ["POST /api/chat"] = "Viewer",
        ["GET /api/chat/sessions"] = "Viewer", // one's own, here and below
        ["POST /api/chat/sessions"] = "Viewer",
        ["GET /api/chat/sessions/{id:guid}"] = "Viewer",
        ["PATCH /api/chat/sessions/{id:guid}"] = "Viewer",
        ["DELETE /api/chat/sessions/{id:guid}"] = "Viewer",
        ["POST /api/chat/sessions/{id:guid}/chat"] = "Viewer",
        ["GET /api/chat/sessions/{id:guid}/messages/{messageId:guid}/pictures/{number:int}"] = "Viewer",
        ["GET /api/chat/proposals"] = "Viewer",
        ["POST /api/chat/proposals/{id:guid}"] = "Consent",
        ["POST /mcp"] = "Viewer",
    };

    [Fact]
    public async Task Every_route_of_the_server_is_in_the_table()
    {
        using var folder = new TemporaryFolder();
        await using var program = RunningProgram.Start(
            ProgramFile.Find("FalconEye.Api"), new Dictionary<string, string> { ["DATA_DIR"] = folder.Path, ["DASHBOARD_PATH"] = MakeDashboard(folder) }, "routes");
        Assert.Equal(0, await program.WaitForExitAsync(TestContext.Current.CancellationToken));
        var actual = program.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Contains(" /", StringComparison.Ordinal) && !line.Contains("Z info", StringComparison.Ordinal));
        Assert.Equal(Table.Select(row => $"{row.Key} {row.Value}").Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_route_of_the_API_is_described()
    {
        var document = await locked.Admin.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));
        var routes = Table.Keys.Where(route => route.Contains(" /api/", StringComparison.Ordinal)).Select(route => Constraint().Replace(route, "}"));

        Assert.Empty(routes.Except(described));
    }

    [Fact]
    public async Task Every_route_needs_credentials()
    {
        using var anonymous = Caller.Anonymous(locked.Server);

        // From an address of its own, which may be wrong more often than there are routes: the other tests guess too.
        using var wrong = Caller.WithToken(locked.Server, "falcon_0000000000000000000000000000000000000000000", IPAddress.Parse("127.0.5.1"));
        foreach (var (method, path, _) in Routes().Where(route => route.Callers != "Anyone"))
        {
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, await StatusAsync(anonymous, method, path)));
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, await StatusAsync(wrong, method, path)));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anonymous, HttpMethod.Get, "/"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anonymous, HttpMethod.Get, "/api/nothing"));
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("operator")]
    [InlineData("administrator")]
    public async Task Each_role_may_do_exactly_what_the_table_says(string role)
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, _) = await locked.AddUserAsync(role, ct);
        var token = await locked.AddTokenAsync(person, role, ct);
        foreach (var (method, path, callers) in Routes().Where(route => route.Callers != "Anyone"))
        {
            var needed = callers switch
            {
                "Recorder" or "UserAdministrator" => "administrator",
                "Consent" or "RecorderOrOperator" => "operator",
                _ => callers.ToLowerInvariant(),
            };
            var isAllowed = callers is "Person" || Array.IndexOf(Roles, role) >= Array.IndexOf(Roles, needed);
            AssertAllowed(isAllowed, await StatusAsync(person, method, path), $"{role}: {method} {path}");
            AssertAllowed(isAllowed && callers is not ("Person" or "UserAdministrator" or "Consent"), await StatusAsync(token, method, path), $"token of {role}: {method} {path}");
        }
    }

    [Fact]
    public async Task A_recorder_may_report_recordings_and_nothing_else_and_a_relay_nothing_at_all()
    {
        var recorder = locked.Workload("recorder", Unknown);
        var relay = locked.Workload("camera", Unknown);
        foreach (var (method, path, callers) in Routes().Where(route => route.Callers != "Anyone"))
        {
            AssertAllowed(callers is "Recorder" or "RecorderOrOperator", await StatusAsync(recorder, method, path), $"recorder: {method} {path}");
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, await StatusAsync(relay, method, path)));
        }
    }

    /// <summary>The routes with something in place of their parameters; of nothing that is there.</summary>
    private static IEnumerable<(HttpMethod Method, string Path, string Callers)> Routes() =>
        from row in Table
        let parts = row.Key.Split(' ')
        let path = parts[1].Replace("{id:guid}", Unknown, StringComparison.Ordinal)
            .Replace("{messageId:guid}", Unknown, StringComparison.Ordinal)
            .Replace("{number:int}", "0", StringComparison.Ordinal)
            .Replace("{number:long}", "0", StringComparison.Ordinal)
            .Replace("{id:long}", "0", StringComparison.Ordinal)
            .Replace("{documentName}", "v1", StringComparison.Ordinal)
            .Replace("/{documentName?}", "/", StringComparison.Ordinal)
            .Replace("{id}", $"{Unknown}_20260101000000", StringComparison.Ordinal)
            .Replace("{name}", "nowhere", StringComparison.Ordinal)
        // Logging out everywhere else would end the token that is tried next.
        let query = row.Key switch
        {
            "DELETE /api/auth/sessions" => "?keep_tokens=true",
            "GET /api/storage/preview" => $"?camera_id={Unknown}",
            _ => "",
        }
        select (new HttpMethod(parts[0]), path + query, row.Value);

    private static Task<HttpStatusCode> StatusAsync(Caller caller, HttpMethod method, string path) =>
        caller.StatusAsync(method, path, method == HttpMethod.Post || method == HttpMethod.Patch || method == HttpMethod.Put ? "{}" : null, TestContext.Current.CancellationToken);

    private static void AssertAllowed(bool isAllowed, HttpStatusCode status, string call) =>
        Assert.True(isAllowed == (status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)), $"{call} answered {(int)status}.");

    [GeneratedRegex(@":[a-z]+\}")]
    private static partial Regex Constraint();

    private static string MakeDashboard(TemporaryFolder folder)
    {
        File.WriteAllText(folder["index.html"], "<!doctype html>");
        return folder.Path;
    }
}
