using k8s.Models;

namespace FalconEye.Deploy.Tests.Manifests;

/// <summary>What an intruder of one pod finds: no root, no token, no neighbour to talk to.</summary>
public sealed class Hardening
{
    [Theory]
    [MemberData(nameof(Overlay.All), MemberType = typeof(Overlay))]
    public async Task Every_pod_but_the_file_server_passes_the_restricted_standard(string folder)
    {
        var overlay = await Overlay.RenderAsync(folder);

        Assert.All(overlay.Pods.Where(pod => pod.Key != "file-server"), pod =>
            Assert.Empty(RestrictedStandard.Violations(pod.Value.Spec)));
    }

    [Fact]
    public async Task The_file_server_leaves_the_standard_only_for_the_folder_of_its_node()
    {
        var pod = (await Overlay.RenderAsync("base")).Pods["file-server"].Spec;

        Assert.Equal(
            ["volume recordings is of a kind that is not allowed", "recordings-folder may run as root", "recordings-folder adds capabilities"],
            RestrictedStandard.Violations(pod));
        Assert.Equal(["CHOWN", "DAC_READ_SEARCH"], pod.InitContainers.Single().SecurityContext.Capabilities.Add);
    }

    [Theory]
    [MemberData(nameof(Overlay.All), MemberType = typeof(Overlay))]
    public async Task No_container_can_write_to_its_own_files(string folder)
    {
        var overlay = await Overlay.RenderAsync(folder);

        Assert.All(overlay.Containers, container => Assert.True(container.SecurityContext.ReadOnlyRootFilesystem, container.Name));
    }

    [Fact]
    public async Task Only_the_server_and_the_cleanup_get_a_token()
    {
        var overlay = await Overlay.RenderAsync("base");

        var withToken = overlay.Pods.Where(pod => pod.Value.Spec.AutomountServiceAccountToken != false).ToList();
        Assert.Equal(["api", "cleanup"], withToken.Select(pod => pod.Key).Order());
        Assert.All(withToken, pod => Assert.Equal("falcon-eye-sa", pod.Value.Spec.ServiceAccountName));
    }

    [Fact]
    public async Task The_role_names_what_it_allows_and_reaches_beyond_its_namespace_only_to_read_nodes()
    {
        var overlay = await Overlay.RenderAsync("base");
        var rules = overlay.Of<V1Role>().SelectMany(role => role.Rules).ToList();
        var clusterRule = Assert.Single(overlay.Of<V1ClusterRole>().Single().Rules);

        Assert.All(rules, rule => Assert.DoesNotContain("*", rule.ApiGroups.Concat(rule.Resources).Concat(rule.Verbs)));
        Assert.Equal(["nodes"], clusterRule.Resources);
        Assert.Equal(["get", "list", "watch"], clusterRule.Verbs);
    }

    [Theory]
    [MemberData(nameof(Overlay.All), MemberType = typeof(Overlay))]
    public async Task Every_container_says_what_it_needs_and_long_running_ones_how_they_are(string folder)
    {
        var overlay = await Overlay.RenderAsync(folder);

        Assert.All(overlay.Containers, container =>
        {
            Assert.Subset(container.Resources.Requests.Keys.ToHashSet(), new HashSet<string> { "cpu", "memory" });
            Assert.Contains("memory", container.Resources.Limits.Keys);
        });
        Assert.All(overlay.Pods.Where(pod => pod.Key != "cleanup").SelectMany(pod => pod.Value.Spec.Containers), container =>
        {
            Assert.NotNull(container.ReadinessProbe);
            Assert.NotNull(container.LivenessProbe);
        });
    }

    [Fact]
    public async Task Nothing_may_talk_unless_a_policy_says_so()
    {
        var overlay = await Overlay.RenderAsync("base");
        var everything = overlay.Named<V1NetworkPolicy>("falcon-eye-default-deny").Spec;
        string[] components = [.. overlay.Pods.Keys, "camera", "recorder"];

        Assert.Null(everything.PodSelector.MatchLabels);
        Assert.Equal(["Ingress", "Egress"], everything.PolicyTypes);
        Assert.Null(everything.Ingress);
        Assert.Null(everything.Egress);
        Assert.All(components, component => Assert.Contains(
            overlay.Of<V1NetworkPolicy>(),
            policy => policy.Spec.PodSelector.MatchLabels?.TryGetValue("component", out var selected) == true && selected == component));
    }

    [Theory]
    [InlineData("postgres", "api", "cleanup")]
    [InlineData("api", "dashboard", "recorder")]
    [InlineData("camera", "api", "recorder")]
    [InlineData("recorder", "api")]
    [InlineData("file-server", "api", "cleanup")]
    public async Task Only_these_reach_it(string component, params string[] callers)
    {
        var policies = (await Overlay.RenderAsync("base")).Of<V1NetworkPolicy>()
            .Where(policy => policy.Spec.PodSelector.MatchLabels?.TryGetValue("component", out var selected) == true && selected == component);

        var allowed = policies.SelectMany(policy => policy.Spec.Ingress).SelectMany(rule => rule.FromProperty).SelectMany(peer =>
            peer.PodSelector.MatchLabels?.Values ?? peer.PodSelector.MatchExpressions.Single().Values);
        Assert.Equal(callers, allowed.Order());
    }

    [Fact]
    public async Task No_image_of_others_floats()
    {
        var overlay = await Overlay.RenderAsync("base");

        Assert.All(
            overlay.Containers.Select(container => container.Image).Where(image => !image.Contains("falcon-eye", StringComparison.Ordinal)),
            image => Assert.Matches(@":\d+\.\d+", image));
    }
}
