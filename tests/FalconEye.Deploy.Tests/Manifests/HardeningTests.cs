using System.Net;
using System.Xml.Linq;
using FalconEye.TestKit;
using k8s.Models;

namespace FalconEye.Deploy.Tests.Manifests;

/// <summary>What an intruder of one pod finds: no root, no token, no neighbour to talk to.</summary>
public sealed class HardeningTests
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
        Assert.Equal(["CHOWN", "DAC_READ_SEARCH", "FOWNER"], pod.InitContainers.Single().SecurityContext.Capabilities.Add);
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
        Assert.Equal(["falcon-eye-sa", "falcon-eye-cleanup"], withToken.OrderBy(pod => pod.Key).Select(pod => pod.Value.Spec.ServiceAccountName));
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
    public async Task Traffic_needs_a_network_policy()
    {
        var overlay = await Overlay.RenderAsync("base");
        var defaults = overlay.Of<V1NetworkPolicy>().Where(policy => policy.Name() == "falcon-eye-default-deny").ToList();
        string[] components = [.. overlay.Pods.Keys, "camera", "recorder"];

        Assert.Equal(["falcon-eye", "falcon-eye-cameras"], defaults.Select(policy => policy.Namespace()).Order());
        Assert.All(defaults, policy => Assert.Equal(
            (null, "Ingress,Egress", null, null),
            (policy.Spec.PodSelector.MatchLabels, string.Join(',', policy.Spec.PolicyTypes), policy.Spec.Ingress, policy.Spec.Egress)));
        Assert.All(components, component => Assert.Contains(
            overlay.Of<V1NetworkPolicy>(),
            policy => policy.Spec.PodSelector.MatchLabels?.TryGetValue("component", out var selected) == true && selected == component));
    }

    [Theory]
    [InlineData("postgres", "api", "cleanup")]
    [InlineData("api", "dashboard", "prober", "recorder")]
    [InlineData("camera", "api", "recorder")]
    [InlineData("recorder", "api", "camera")]
    [InlineData("prober", "api")]
    [InlineData("file-server", "api", "cleanup")]
    public async Task Only_these_reach_it(string component, params string[] callers)
    {
        var policies = (await Overlay.RenderAsync("base")).Of<V1NetworkPolicy>()
            .Where(policy => policy.Spec.PodSelector.MatchLabels?.TryGetValue("component", out var selected) == true && selected == component);

        var allowed = policies.SelectMany(policy => policy.Spec.Ingress).SelectMany(rule => rule.FromProperty).SelectMany(peer =>
            peer.PodSelector.MatchLabels?.Values ?? peer.PodSelector.MatchExpressions.Single().Values);
        Assert.Equal(callers, allowed.Order());
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("fd00:ec2::254")]
    public async Task No_pod_reaches_a_clouds_metadata(string address)
    {
        var blocks = (await Overlay.RenderAsync("base")).Of<V1NetworkPolicy>().SelectMany(policy => policy.Spec.Egress ?? []).SelectMany(rule => rule.To ?? []).Select(peer => peer.IpBlock).OfType<V1IPBlock>();

        Assert.All(blocks, block => Assert.False(
            IPNetwork.Parse(block.Cidr).Contains(IPAddress.Parse(address)) && !(block.Except ?? []).Any(except => IPNetwork.Parse(except).Contains(IPAddress.Parse(address))), block.Cidr));
    }

    [Fact]
    public async Task The_servers_namespace_is_restricted_and_a_policy_denies_what_is_none_of_ours_in_the_other()
    {
        var overlay = await Overlay.RenderAsync("base");

        Assert.Equal("restricted", overlay.Named<V1Namespace>("falcon-eye").GetLabel("pod-security.kubernetes.io/enforce"));
        Assert.All(overlay.Of<V1ValidatingAdmissionPolicy>(), policy => Assert.Equal("Fail", policy.Spec.FailurePolicy));
        Assert.All(overlay.Of<V1ValidatingAdmissionPolicyBinding>(), binding => Assert.Equal(["Deny"], binding.Spec.ValidationActions));
        Assert.Equal(overlay.Of<V1ValidatingAdmissionPolicy>().Select(policy => policy.Name()), overlay.Of<V1ValidatingAdmissionPolicyBinding>().Select(binding => binding.Spec.PolicyName));
    }

    [Fact]
    public async Task The_server_uses_only_known_keys_of_an_edited_ConfigMap()
    {
        var overlay = await Overlay.RenderAsync("base");
        string[] notForPeople = ["CAMERA_USB_IMAGE", "CAMERA_RTSP_IMAGE", "RECORDER_IMAGE", "DATABASE_URL", "DB_HOST", "K8S_NAMESPACE", "PROBE_URL", "API_URL"];

        Assert.All(overlay.Containers, container => Assert.Null(container.EnvFrom));
        Assert.All(
            overlay.Containers.SelectMany(container => container.Env ?? []).Where(variable => variable.ValueFrom?.ConfigMapKeyRef?.Name == "falcon-eye-config"),
            variable => Assert.DoesNotContain(variable.Name, notForPeople));
    }

    [Fact]
    public async Task No_image_of_ours_floats()
    {
        var overlay = await Overlay.RenderAsync("base");
        var version = XDocument.Load(Path.Combine(RepositoryFolder.Root, "Directory.Build.props")).Descendants("Version").Single().Value;
        var named = overlay.Containers.Select(container => container.Image).Concat(overlay.Named<V1ConfigMap>("falcon-eye-installation").Data.Values);

        Assert.All(named.Where(image => image.Contains("falcon-eye", StringComparison.Ordinal)), image => Assert.EndsWith($":{version}", image, StringComparison.Ordinal));
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
