using System.Text.RegularExpressions;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

public sealed partial class LogTests
{
    [Fact]
    public async Task Every_log_line_has_time_level_and_category_and_programs_of_cameras_use_the_cameras_name()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("DEBUG", "true"));
        var unreachable = $"rtsp://admin:hush@127.0.0.1:{FreePort.Next()}/stream";
        var camera = await server.PostAsync("/api/cameras", new { name = "Yard", protocol = "rtsp", source_url = unreachable }, ct);
        await server.PostAsync($"/api/cameras/{camera.GetProperty("id").GetString()}/start", null, ct);

        await Eventually.HoldsAsync(
            () => server.Program.Output.Contains("Yard [Camera] warn  UpstreamSupervisor: Yard: ", StringComparison.Ordinal),
            "the relay's complaint is in the log",
            ct,
            TimeSpan.FromSeconds(15));

        Assert.All(server.Program.Output.Split('\n'), line => Assert.Matches(Entry(), line));
        Assert.DoesNotContain("hush", server.Program.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (debug|info |warn |error) \w+: .+$")]
    private static partial Regex Entry();
}
