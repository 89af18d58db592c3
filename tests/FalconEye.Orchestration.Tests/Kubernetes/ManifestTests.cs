using FalconEye.Contracts.Cameras;
using FalconEye.Orchestration.Kubernetes;
using FalconEye.Orchestration.Kubernetes.Manifests;
using FalconEye.TestKit;
using k8s;
using k8s.Models;

namespace FalconEye.Orchestration.Tests.Kubernetes;

/// <summary>What is sent to a cluster, as files that a reviewer reads. <c>UPDATE_SNAPSHOTS=1</c> writes them again.</summary>
public sealed class ManifestTests
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Root, "tests", "FalconEye.Orchestration.Tests", "Kubernetes", "Snapshots");

    [Theory]
    [InlineData("rtsp")]
    [InlineData("onvif")]
    [InlineData("http")]
    [InlineData("usb")]
    [InlineData("recorder")]
    [InlineData("recorder-usb")]
    [InlineData("node-port")]
    public async Task A_workload_becomes_these_objects(string name)
    {
        var ct = TestContext.Current.CancellationToken;
        var options = name == "node-port" ? Specs.Options with { CameraServiceType = CameraServiceType.NodePort } : Specs.Options;
        var yaml = Render(SpecOf(name), options);

        var file = Path.Combine(Folder, name + ".yaml");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(file, yaml, ct);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, ct), yaml);
    }

    [Fact]
    public void The_same_spec_gives_the_same_objects_and_another_one_another_hash()
    {
        var spec = Specs.Relay(CameraProtocol.Rtsp);

        Assert.Equal(Render(spec, Specs.Options), Render(spec with { }, Specs.Options));
        Assert.NotEqual(HashOf(spec), HashOf(spec with { NodeName = "node-2" }));
    }

    [Theory]
    [InlineData("rtsp")]
    [InlineData("usb")]
    [InlineData("recorder")]
    public void Credentials_are_in_the_Secret_only(string name)
    {
        var spec = SpecOf(name);
        var deployment = KubernetesYaml.Serialize(DeploymentManifest.Render(spec, Specs.Options, "v1"));

        Assert.All(spec.Secrets.Variables.Values, secret => Assert.DoesNotContain(secret, deployment, StringComparison.Ordinal));
        Assert.DoesNotContain("admin", deployment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp", false)]
    [InlineData("onvif", false)]
    [InlineData("http", false)]
    [InlineData("recorder", false)]
    [InlineData("usb", true)]
    public void Only_a_USB_camera_is_privileged(string name, bool isPrivileged)
    {
        var pod = DeploymentManifest.Render(SpecOf(name), Specs.Options, "v1").Spec.Template.Spec;
        var container = Assert.Single(pod.Containers);

        Assert.Equal(isPrivileged, container.SecurityContext.Privileged == true);
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.Equal(!isPrivileged, container.SecurityContext.Capabilities?.Drop is ["ALL"]);
        Assert.False(pod.AutomountServiceAccountToken);
        Assert.All([container.StartupProbe, container.ReadinessProbe, container.LivenessProbe], Assert.NotNull);
    }

    [Fact]
    public void A_network_camera_may_move_from_a_dead_node_and_a_USB_camera_waits_for_it()
    {
        var moving = DeploymentManifest.Render(Specs.Recorder(), Specs.Options, "v1").Spec.Template.Spec;
        var waiting = DeploymentManifest.Render(Specs.Usb(), Specs.Options, null).Spec.Template.Spec;

        Assert.Null(moving.NodeSelector);
        Assert.All(moving.Tolerations, toleration => Assert.Equal(30, toleration.TolerationSeconds));
        Assert.Equal("jetson-1", waiting.NodeSelector["kubernetes.io/hostname"]);
        Assert.All(waiting.Tolerations, toleration => Assert.Null(toleration.TolerationSeconds));
        Assert.Contains(waiting.Tolerations, toleration => toleration is { Key: "dedicated", Value: "jetson", Effect: "NoSchedule" });
    }

    [Fact]
    public void A_service_that_is_written_again_keeps_its_address_and_node_ports()
    {
        var options = Specs.Options with { CameraServiceType = CameraServiceType.NodePort };
        var current = ServiceManifest.Render(Specs.Relay(CameraProtocol.Rtsp), options);
        current.Spec.ClusterIP = "10.43.7.7";
        current.Spec.Ports[0].NodePort = 31234;

        var wanted = ServiceManifest.KeepAllocations(ServiceManifest.Render(Specs.Relay(CameraProtocol.Rtsp), options), current);

        Assert.Equal("10.43.7.7", wanted.Spec.ClusterIP);
        Assert.Equal(31234, wanted.Spec.Ports[0].NodePort);
        Assert.Single(wanted.Spec.Ports);
    }

    private static WorkloadSpec SpecOf(string name) => name switch
    {
        "usb" => Specs.Usb(),
        "recorder" => Specs.Recorder(),
        "recorder-usb" => Specs.Recorder(CameraProtocol.Usb),
        "onvif" => Specs.Relay(CameraProtocol.Onvif),
        "http" => Specs.Relay(CameraProtocol.Http) with { NodeName = "node-1" },
        _ => Specs.Relay(CameraProtocol.Rtsp),
    };

    private static string HashOf(WorkloadSpec spec) => DeploymentManifest.Render(spec, Specs.Options, "v1").Metadata.Annotations["falcon-eye/content"];

    private static string Render(WorkloadSpec spec, KubernetesOptions options)
    {
        IKubernetesObject?[] objects =
        [
            SecretManifest.Render(spec, options, "v1"),
            ServiceManifest.Render(spec, options),
            DeploymentManifest.Render(spec, options, spec.Secrets.Variables.Count > 0 ? "v1" : null),
        ];
        return KubernetesYaml.SerializeAll(objects.OfType<object>());
    }
}
