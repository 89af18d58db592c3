using k8s.Models;

namespace FalconEye.Deploy.Tests.Installer;

/// <summary>Where cameras and recorders run, as a person answers or the environment says.</summary>
public sealed class NodeSelectionTests
{
    [Fact]
    public async Task The_user_is_prompted_once_at_the_terminal()
    {
        await using var cluster = await ClusterOfThreeAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);

        var run = await machine.InstallAtTerminalAsync(["3", "", "sk-ant-typed"]);

        Assert.True(run.ExitCode == 0, run.Output);
        var config = await cluster.ConfigAsync();
        Assert.Equal("node-2", config["DEFAULT_CAMERA_NODE"]);
        Assert.Equal("", config["DEFAULT_RECORDER_NODE"]);
        Assert.Equal("sk-ant-typed", (await cluster.SecretsAsync())["ANTHROPIC_API_KEY"]);

        var second = await machine.InstallAtTerminalAsync([""]);

        Assert.True(second.ExitCode == 0, second.Output);
        Assert.DoesNotContain("Where do", second.Output, StringComparison.Ordinal);
        Assert.Equal("node-2", (await cluster.ConfigAsync())["DEFAULT_CAMERA_NODE"]);
    }

    [Fact]
    public async Task A_number_that_no_node_has_is_refused_and_changes_nothing()
    {
        await using var cluster = await ClusterOfThreeAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);
        cluster.Server.Faults.ForgetCalls();

        var run = await machine.InstallAtTerminalAsync(["9"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("There is no node 9: the list above ends with 3.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(cluster.Server.Faults.Calls, call => call.IsWrite);
    }

    [Fact]
    public async Task Nodes_are_listed_with_their_differences_and_tainted_Jetsons_are_marked()
    {
        await using var cluster = await ClusterOfThreeAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);

        var run = await machine.InstallAsync([]);

        Assert.Contains("1) jetson  ready  arm64  192.0.2.12  dedicated=jetson:NoSchedule", run.Output, StringComparison.Ordinal);
        Assert.Equal("""["jetson"]""", (await cluster.ConfigAsync())["JETSON_NODES"]);
    }

    [Fact]
    public async Task The_environment_answers_too()
    {
        await using var cluster = await ClusterOfThreeAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);

        await machine.InstallAsync([], ("FALCON_EYE_CAMERA_NODE", "node-1"), ("FALCON_EYE_RECORDER_NODE", "node-2"), ("FALCON_EYE_JETSON_NODES", "node-2 jetson"));

        var config = await cluster.ConfigAsync();
        Assert.Equal("node-1", config["DEFAULT_CAMERA_NODE"]);
        Assert.Equal("node-2", config["DEFAULT_RECORDER_NODE"]);
        Assert.Equal("""["node-2","jetson"]""", config["JETSON_NODES"]);
    }

    [Theory]
    [InlineData("FALCON_EYE_CAMERA_NODE", "node-9", "no node \"node-9\"")]
    [InlineData("FALCON_EYE_JETSON_NODES", "jetson $(reboot)", "no node \"$(reboot)\"")]
    [InlineData("FALCON_EYE_OWNER", "a/b", "FALCON_EYE_OWNER is \"a/b\"")]
    [InlineData("FALCON_EYE_TAG", "a:b", "FALCON_EYE_TAG is \"a:b\"")]
    [InlineData("FALCON_EYE_HOST", "https://x", "FALCON_EYE_HOST is \"https://x\"")]
    public async Task A_wrong_answer_is_named_before_anything_is_changed(string variable, string value, string message)
    {
        await using var cluster = await ClusterOfThreeAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);
        cluster.Server.Faults.ForgetCalls();

        var run = await machine.InstallAsync([], (variable, value));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(cluster.Server.Faults.Calls, call => call.IsWrite);
    }

    private static async Task<TestCluster> ClusterOfThreeAsync()
    {
        var cluster = await TestCluster.StartAsync();
        await cluster.AddNodeAsync("node-2", "192.0.2.11", "10.42.1.0/24");
        await cluster.AddNodeAsync("jetson", "192.0.2.12", "10.42.2.0/24", new V1Taint { Key = "dedicated", Value = "jetson", Effect = "NoSchedule" });
        return cluster;
    }
}
