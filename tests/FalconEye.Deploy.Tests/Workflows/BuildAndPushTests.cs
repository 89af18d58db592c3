using YamlDotNet.RepresentationModel;

namespace FalconEye.Deploy.Tests.Workflows;

/// <summary>The workflow that publishes the images does what the design's table says.</summary>
public sealed class BuildAndPushTests
{
    private readonly Workflow _workflow = Workflow.Read("build-push.yml");
    private readonly Workflow _image = Workflow.Read("build-image.yml");

    [Theory]
    [InlineData("build-api", "falcon-eye-api", "deploy/docker/api.Dockerfile")]
    [InlineData("build-dashboard", "falcon-eye-dashboard", "frontend/Dockerfile")]
    [InlineData("build-recorder", "falcon-eye-recorder", "deploy/docker/recorder.Dockerfile")]
    [InlineData("build-camera-usb", "falcon-eye-camera-usb", "deploy/docker/camera-usb.Dockerfile")]
    [InlineData("build-camera-rtsp", "falcon-eye-camera-rtsp", "deploy/docker/camera-rtsp.Dockerfile")]
    public void Each_image_has_a_job_that_waits_for_no_other(string job, string image, string file)
    {
        var inputs = Workflow.Mapping(_workflow.Jobs[job], "with");

        Assert.Equal("./.github/workflows/build-image.yml", Workflow.Text(_workflow.Jobs[job], "uses"));
        Assert.Equal(image, Workflow.Text(inputs, "image"));
        Assert.Equal(file, Workflow.Text(inputs, "file"));
        Assert.False(_workflow.Jobs[job].Children.ContainsKey("needs"));
    }

    [Fact]
    public void The_summary_comes_when_all_images_are_built()
    {
        var needs = ((YamlSequenceNode)_workflow.Jobs["update-install-script"]["needs"]).Select(node => node.ToString());

        Assert.Equal(_workflow.Jobs.Keys.Where(job => job != "update-install-script").Order(), needs.Order());
    }

    [Fact]
    public void It_starts_with_a_push_to_main_of_what_images_are_made_of_with_versions_pull_requests_every_week_and_by_hand()
    {
        Assert.Equal(["push", "pull_request", "workflow_dispatch", "schedule"], _workflow.Triggers.Children.Keys.Select(key => key.ToString()));
        var push = Workflow.Mapping(_workflow.Triggers, "push");
        Assert.Equal(["main"], ((YamlSequenceNode)push["branches"]).Select(node => node.ToString()));
        Assert.Equal(["v*"], ((YamlSequenceNode)push["tags"]).Select(node => node.ToString()));
        Assert.Contains("src/**", ((YamlSequenceNode)push["paths"]).Select(node => node.ToString()));
    }

    [Fact]
    public void Each_image_is_built_for_both_architectures_with_a_cache_and_pushed_unless_a_pull_request_asks()
    {
        var build = InputsOf("docker/build-push-action");

        Assert.Equal("linux/amd64,linux/arm64", Workflow.Text(build, "platforms"));
        Assert.Equal("${{ github.event_name != 'pull_request' }}", Workflow.Text(build, "push"));
        Assert.StartsWith("type=gha", Workflow.Text(build, "cache-from"), StringComparison.Ordinal);
        Assert.StartsWith("type=gha", Workflow.Text(build, "cache-to"), StringComparison.Ordinal);
        Assert.NotNull(InputsOf("docker/login-action"));
        Assert.Contains(_image.StepsOf("build"), step => Workflow.Text(step, "uses")?.StartsWith("docker/setup-qemu-action@", StringComparison.Ordinal) == true);
        Assert.Contains(_image.StepsOf("build"), step => Workflow.Text(step, "uses")?.StartsWith("docker/setup-buildx-action@", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void An_image_is_tagged_with_its_version_its_commit_and_its_pull_request_and_never_latest()
    {
        var tags = Workflow.Text(InputsOf("docker/metadata-action"), "tags")!.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.Equal(["type=semver,pattern={{version}}", "type=sha,format=long,prefix=", "type=raw,value=edge,enable={{is_default_branch}}", "type=ref,event=pr"], tags);
    }

    [Fact]
    public void It_logs_in_with_its_own_token_only()
    {
        var login = InputsOf("docker/login-action");

        Assert.Equal("ghcr.io", Workflow.Text(login, "registry"));
        Assert.Equal("${{ secrets.GITHUB_TOKEN }}", Workflow.Text(login, "password"));
    }

    [Theory]
    [InlineData("build-push.yml")]
    [InlineData("build-image.yml")]
    [InlineData("ci.yml")]
    [InlineData("release.yml")]
    [InlineData("base-images.yml")]
    public void Every_action_of_others_is_named_by_its_commit(string file)
    {
        var workflow = Workflow.Read(file);
        var actions = workflow.Jobs.Where(job => job.Value.Children.ContainsKey("steps"))
            .SelectMany(job => workflow.StepsOf(job.Key))
            .Select(step => Workflow.Text(step, "uses"))
            .OfType<string>();

        Assert.All(actions, action => Assert.Matches("@[0-9a-f]{40}$", action));
    }

    [Fact]
    public void An_image_with_a_hole_that_an_update_closes_is_not_signed()
    {
        var steps = _image.StepsOf("build").Select(step => Workflow.Text(step, "uses")?.Split('@')[0] ?? Workflow.Text(step, "name")).ToList();

        Assert.Equal("1", Workflow.Text(InputsOf("aquasecurity/trivy-action"), "exit-code"));
        Assert.True(steps.IndexOf("aquasecurity/trivy-action") is > 0 and var gate && gate < steps.IndexOf("Sign"));
    }

    [Fact]
    public void What_decides_a_change_on_GitHub_is_what_a_developer_runs()
    {
        Assert.Contains(Workflow.Read("ci.yml").StepsOf("test"), step => Workflow.Text(step, "run") == "./test.sh");
    }

    private YamlMappingNode InputsOf(string action) => Workflow.Mapping(
        _image.StepsOf("build").Single(step => Workflow.Text(step, "uses")?.StartsWith($"{action}@", StringComparison.Ordinal) == true),
        "with");
}
