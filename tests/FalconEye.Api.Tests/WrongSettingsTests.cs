using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

public sealed class WrongSettingsTests
{
    [Theory]
    [InlineData("PORT", "eighty", "PORT is \"eighty\"; it must be a whole number from 1 to 65535.")]
    [InlineData("DEBUG", "a bit", "DEBUG is \"a bit\"; it must be true or false.")]
    [InlineData("DEFAULT_RESOLUTION", "huge", "DEFAULT_RESOLUTION is \"huge\"; it must be WIDTHxHEIGHT")]
    [InlineData("SEGMENT_DURATION", "0", "SEGMENT_DURATION is \"0\"; it must be")]
    [InlineData("ORCHESTRATOR", "magic", "ORCHESTRATOR is \"magic\"; it must be one of")]
    [InlineData("DATABASE_URL", "mysql://u:hush@h/db", "DATABASE_URL cannot be used: it must look like postgresql://")]
    [InlineData("SCAN_SUBNETS", "8.8.8.0/24", "SCAN_SUBNETS is \"8.8.8.0/24\"; it must be private networks")]
    [InlineData("SCAN_SUBNETS", "10.0.0.0/8", "SCAN_SUBNETS is \"10.0.0.0/8\"; it must be private networks")]
    [InlineData("SCAN_PORTS", "http", "SCAN_PORTS is \"http\"; it must be at most 16 ports")]
    [InlineData("SSH_PRIVATE_KEY", "hush", "SSH_PRIVATE_KEY is no private key without passphrase")]
    [InlineData("OIDC_CLIENT_SECRET", "hush", "OIDC_CLIENT_SECRET is set, but OIDC_AUTHORITY is not; it must be the provider's https:// address")]
    [InlineData("MQTT_URL", "mqtt://user:hush@broker", "MQTT_URL must be the broker's address")]
    [InlineData("MQTT_TOPIC_PREFIX", "a/#", "MQTT_TOPIC_PREFIX is \"a/#\"; it must be 1 to 50 letters")]
    [InlineData("SSH_USER", "pi", "SSH_USER is set, and neither SSH_PRIVATE_KEY nor SSH_PASSWORD is")]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string name, string value, string message)
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var program = RunningProgram.Start(
            ProgramFile.Find("FalconEye.Api"), new Dictionary<string, string> { ["DATA_DIR"] = folder.Path, [name] = value });

        var code = await program.WaitForExitAsync(ct);

        Assert.Equal(78, code);
        Assert.StartsWith(message, program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", program.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data", "data")]
    [InlineData("", "data")]
    [InlineData("link", "data")]
    public async Task A_recordings_folder_with_the_data_folder_in_it_stops_the_start(string recordings, string data)
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data"]);
        File.CreateSymbolicLink(folder["link"], folder["data"]);
        await using var program = RunningProgram.Start(
            ProgramFile.Find("FalconEye.Api"),
            new Dictionary<string, string> { ["DATA_DIR"] = folder[data], ["RECORDINGS_PATH"] = Path.Combine(folder.Path, recordings) });

        Assert.Equal(78, await program.WaitForExitAsync(ct));
        Assert.StartsWith("RECORDINGS_PATH is ", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_reported()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        using var folder = new TemporaryFolder();
        await using var second = RunningProgram.Start(
            ProgramFile.Find("FalconEye.Api"),
            new Dictionary<string, string> { ["DATA_DIR"] = folder.Path, ["PORT"] = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture) });

        var code = await second.WaitForExitAsync(ct);

        Assert.Equal(75, code);
        Assert.Contains("set PORT to a free port", second.Output, StringComparison.Ordinal);
    }
}
