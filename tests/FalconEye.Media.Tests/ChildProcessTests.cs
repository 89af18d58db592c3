using System.Diagnostics;
using FalconEye.Processes;

namespace FalconEye.Media.Tests;

public sealed class ChildProcessTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_child_gets_its_own_variables_and_only_PATH_language_and_time_zone_of_ours()
    {
        Environment.SetEnvironmentVariable("FALCONEYE_CANARY", "canary");
        try
        {
            await using var child = await ChildProcess.StartAsync(new ProcessSpec("env")
            {
                Environment = new Dictionary<string, string> { ["TOLD"] = "yes" },
                ReadsStandardOutput = true,
            });
            using var reader = new StreamReader(child.StandardOutput);
            var names = (await reader.ReadToEndAsync(Cancelled)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).ToList();

            Assert.Contains("TOLD", names);
            Assert.Contains("PATH", names);
            Assert.Empty(names.Except([.. ChildProcess.InheritedVariables, "TOLD"]));
        }
        finally
        {
            Environment.SetEnvironmentVariable("FALCONEYE_CANARY", null);
        }
    }

    [Fact]
    public async Task Disposing_is_bounded_though_another_process_holds_the_pipes()
    {
        var child = await ChildProcess.StartAsync(new ProcessSpec("sh") { Arguments = ["-c", "setsid sleep 30 & exit 0"] });
        var watch = Stopwatch.StartNew();

        await child.DisposeAsync();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(7));
        Assert.True(child.Exited.IsCompleted);
    }
}
