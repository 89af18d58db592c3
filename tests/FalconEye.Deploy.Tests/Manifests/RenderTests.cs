using k8s.Models;

namespace FalconEye.Deploy.Tests.Manifests;

/// <summary>Whatever a person applies is complete and has no field that a cluster would refuse.</summary>
public sealed class RenderTests
{
    [Theory]
    [MemberData(nameof(Overlay.All), MemberType = typeof(Overlay))]
    public async Task Renders_without_a_warning_and_without_an_unknown_field(string folder)
    {
        var overlay = await Overlay.RenderAsync(folder);

        Assert.Empty(overlay.Warnings);
        Assert.NotEmpty(overlay.Objects);
    }

    [Theory]
    [MemberData(nameof(Overlay.All), MemberType = typeof(Overlay))]
    public async Task Each_object_is_there_once_and_labelled_so_that_it_can_be_removed(string folder)
    {
        var overlay = await Overlay.RenderAsync(folder);

        Assert.Distinct(overlay.Objects.Select(item => $"{item.Kind} {item.Namespace()} {item.Name()}"));
        Assert.All(overlay.Objects, item => Assert.Equal("falcon-eye", item.GetLabel("app")));
        Assert.All(
            overlay.Objects.Where(item => item is not (V1Namespace or V1ClusterRole or V1ClusterRoleBinding or V1ValidatingAdmissionPolicy or V1ValidatingAdmissionPolicyBinding)),
            item => Assert.Contains(item.Namespace(), (string[])["falcon-eye", "falcon-eye-cameras"]));
    }

    [Theory]
    [MemberData(nameof(Overlay.All), MemberType = typeof(Overlay))]
    public async Task Each_service_finds_its_pod_and_its_port(string folder)
    {
        var overlay = await Overlay.RenderAsync(folder);

        Assert.All(overlay.Of<V1Service>(), service =>
        {
            var pod = overlay.Pods[service.Spec.Selector["component"]];
            var ports = pod.Spec.Containers.SelectMany(container => container.Ports).Select(port => port.Name);
            Assert.All(service.Spec.Ports, port => Assert.Contains(port.TargetPort.Value, ports));
        });
    }

    [Theory]
    [MemberData(nameof(Overlay.All), MemberType = typeof(Overlay))]
    public async Task Every_configuration_that_a_pod_refers_to_is_there_or_need_not_be(string folder)
    {
        var overlay = await Overlay.RenderAsync(folder);
        var maps = overlay.Of<V1ConfigMap>().Select(map => map.Name()).ToHashSet();

        var needed = overlay.Containers
            .SelectMany(container => container.Env ?? [])
            .Select(variable => variable.ValueFrom?.ConfigMapKeyRef)
            .Where(source => source is { Optional: not true })
            .Select(source => source!.Name);
        Assert.Subset(maps, needed.ToHashSet());
    }

    [Fact]
    public async Task The_dashboard_is_at_port_30900_of_every_node()
    {
        var service = (await Overlay.RenderAsync("base")).Named<V1Service>("falcon-eye-dashboard");

        Assert.Equal("NodePort", service.Spec.Type);
        Assert.Equal(30900, service.Spec.Ports.Single(port => port.Name == "https").NodePort);
        Assert.Equal("Local", service.Spec.ExternalTrafficPolicy);
    }

    [Fact]
    public async Task A_cleanup_never_runs_beside_another()
    {
        var job = (await Overlay.RenderAsync("base")).Named<V1CronJob>("falcon-eye-cleanup");

        Assert.Equal("Forbid", job.Spec.ConcurrencyPolicy);
        Assert.Equal(["cleanup"], job.Spec.JobTemplate.Spec.Template.Spec.Containers.Single().Args);
    }

    [Fact]
    public async Task The_file_server_runs_on_tainted_nodes_too_and_cannot_write()
    {
        var pod = (await Overlay.RenderAsync("base")).Pods["file-server"].Spec;

        Assert.Contains(pod.Tolerations, toleration => toleration is { OperatorProperty: "Exists", Key: null, Effect: null });
        Assert.True(pod.Containers.Single().VolumeMounts.Single(mount => mount.Name == "recordings").ReadOnlyProperty);
    }

    [Fact]
    public async Task A_single_server_does_not_block_draining_its_node()
    {
        var budget = (await Overlay.RenderAsync("base")).Named<V1PodDisruptionBudget>("falcon-eye-api");

        Assert.Null(budget.Spec.MinAvailable);
        Assert.Equal("1", budget.Spec.MaxUnavailable.Value);
    }

    [Fact]
    public async Task With_an_external_PostgreSQL_none_is_installed()
    {
        var overlay = await Overlay.RenderAsync("overlays/existing-postgres");

        Assert.Empty(overlay.Of<V1StatefulSet>());
        Assert.All(overlay.Pods.Where(pod => pod.Key is "api" or "cleanup"), pod =>
        {
            var variables = pod.Value.Spec.Containers.Single().Env.Select(variable => variable.Name).ToList();
            Assert.Contains("DATABASE_URL", variables);
            Assert.DoesNotContain("DB_PASSWORD", variables);
            Assert.DoesNotContain("DB_HOST", variables);
        });
    }

    [Fact]
    public async Task Behind_an_ingress_the_dashboard_needs_TLS()
    {
        var overlay = await Overlay.RenderAsync("overlays/ingress-tls");
        var ingress = Assert.Single(overlay.Of<V1Ingress>());

        Assert.Equal("ClusterIP", overlay.Named<V1Service>("falcon-eye-dashboard").Spec.Type);
        Assert.Equal(ingress.Spec.Rules.Select(rule => rule.Host), Assert.Single(ingress.Spec.Tls).Hosts);
    }

    [Fact]
    public async Task An_update_keeps_scale_and_settings()
    {
        var overlay = await Overlay.RenderAsync("base");

        Assert.All(overlay.Of<V1Deployment>(), deployment => Assert.Null(deployment.Spec.Replicas));
        Assert.Null(overlay.Named<V1ConfigMap>("falcon-eye-config").Data);
        Assert.Null(Assert.Single(overlay.Of<V1Secret>()).Data);
    }
}
