using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.KubernetesApi.Tests;

/// <summary>
/// What someone can do who has the token of the server's pod: run what the server runs, and nothing that leads to a node, to another
/// namespace, or to the server's own secrets. With the rights of <c>deploy/k8s/base</c>; <c>ShippedPermissionTests</c> of the orchestration's tests
/// shows that the product works with the same ones.
/// </summary>
public sealed class EscalationTests(PolicedCluster policed) : IClassFixture<PolicedCluster>
{
    private const string Camera = "3f2b8f2e-5a4c-4f0b-9a57-0d2f4f6b1c11";
    private const string OtherCamera = "4a3c9a3f-6b5d-4a1c-8b68-1e3a5a7c2d22";

    private static readonly Dictionary<string, (string Component, Func<V1PodSpec> Pod)> Escalations = new()
    {
        ["privileged"] = ("camera", () => Changed(AllowedPods.Relay(), pod => pod.Containers[0].SecurityContext = new V1SecurityContext { Privileged = true })),
        ["privileged with the program of motion but another command"] = ("camera", () => Changed(AllowedPods.Usb(), pod => pod.Containers[0].Command = ["nsenter", "-t", "1"])),
        ["privileged with arguments"] = ("camera", () => Changed(AllowedPods.Usb(), pod => pod.Containers[0].Args = ["x"])),
        ["privileged with a variable"] = ("camera", () => Changed(AllowedPods.Usb(), pod => pod.Containers[0].Env = [new V1EnvVar { Name = "LD_PRELOAD", Value = "/etc/falcon-eye/x.so" }])),
        ["privileged with a hook"] = ("camera", () => Changed(AllowedPods.Usb(), pod => pod.Containers[0].Lifecycle = new V1Lifecycle { PostStart = new V1LifecycleHandler { Exec = new V1ExecAction { Command = ["id"] } } })),
        ["privileged with a probe that runs something"] = ("camera", () => Changed(AllowedPods.Usb(), pod => pod.Containers[0].LivenessProbe = new V1Probe { Exec = new V1ExecAction { Command = ["id"] } })),
        ["privileged with another image"] = ("camera", () => Changed(AllowedPods.Usb(), pod => pod.Containers[0].Image = $"{AllowedPods.Images}recorder:0.1.0")),
        ["privileged with a second container"] = ("camera", () => Changed(AllowedPods.Usb(), pod => pod.InitContainers = [AllowedPods.Relay().Containers[0]])),
        ["privileged with a disk for its device"] = ("camera", () => Changed(AllowedPods.Usb(), pod => (pod.Volumes[1].HostPath.Path, pod.Containers[0].VolumeMounts[1].MountPath) = ("/dev/sda", "/dev/sda"))),
        ["privileged with a file over its program"] = ("camera", () => Changed(AllowedPods.Usb(), pod => pod.Containers[0].VolumeMounts[0].MountPath = "/usr/local/bin")),
        ["privileged in the group of disks"] = ("camera", () => Changed(AllowedPods.Usb(), pod => pod.SecurityContext.SupplementalGroups = [6])),
        ["privileged as root"] = ("camera", () => Changed(AllowedPods.Usb(), pod => (pod.SecurityContext.RunAsNonRoot, pod.SecurityContext.RunAsUser, pod.Containers[0].SecurityContext.RunAsNonRoot) = (false, 0, null))),
        ["privileged on any node"] = ("camera", () => Changed(AllowedPods.Usb(), pod => pod.NodeSelector = null)),
        ["the device without a USB camera's pod"] = ("camera", () => Changed(AllowedPods.Relay(), pod => pod.Volumes = AllowedPods.Usb().Volumes)),
        ["host processes"] = ("camera", () => Changed(AllowedPods.Relay(), pod => pod.HostPID = true)),
        ["host network"] = ("camera", () => Changed(AllowedPods.Relay(), pod => pod.HostNetwork = true)),
        ["a port of the node"] = ("camera", () => Changed(AllowedPods.Relay(), pod => pod.Containers[0].Ports = [new V1ContainerPort { ContainerPort = 8081, HostPort = 80 }])),
        ["another folder of the node"] = ("recorder", () => Changed(AllowedPods.Recorder(Camera), pod => pod.Volumes[0].HostPath.Path = "/")),
        ["a folder beside the recordings"] = ("recorder", () => Changed(AllowedPods.Recorder(Camera), pod => pod.Volumes[0].HostPath.Path = "/data/falcon-eye/recordings/..x")),
        ["all recordings"] = ("recorder", () => Changed(AllowedPods.Recorder(Camera), pod => (pod.Containers[0].VolumeMounts[0].SubPath, pod.Containers[0].VolumeMounts[0].MountPath) = (null, AllowedPods.Recordings))),
        ["another camera's recordings"] = ("recorder", () => AllowedPods.Recorder(OtherCamera)),
        ["a computed path"] = ("recorder", () => Changed(AllowedPods.Recorder(Camera), pod => (pod.Containers[0].VolumeMounts[0].SubPath, pod.Containers[0].VolumeMounts[0].SubPathExpr) = (null, "$(X)"))),
        ["an image of somebody else"] = ("camera", () => Changed(AllowedPods.Relay(), pod => pod.Containers[0].Image = "alpine:3.20")),
        ["a token"] = ("camera", () => Changed(AllowedPods.Relay(), pod => pod.AutomountServiceAccountToken = true)),
        ["a projected token"] = ("camera", () => Changed(AllowedPods.Relay(), pod => pod.Volumes =
            [new V1Volume { Name = "x", Projected = new V1ProjectedVolumeSource { Sources = [new V1VolumeProjection { ServiceAccountToken = new V1ServiceAccountTokenProjection { Path = "token" } }] } }])),
        ["root"] = ("camera", () => Changed(AllowedPods.Relay(), pod => (pod.SecurityContext.RunAsNonRoot, pod.SecurityContext.RunAsUser) = (false, 0))),
        ["root in one container"] = ("camera", () => Changed(AllowedPods.Relay(), pod => pod.Containers[0].SecurityContext.RunAsUser = 0)),
        ["capabilities"] = ("camera", () => Changed(AllowedPods.Relay(), pod => pod.Containers[0].SecurityContext.Capabilities.Add = ["SYS_ADMIN"])),
        ["no seccomp"] = ("camera", () => Changed(AllowedPods.Relay(), pod => pod.SecurityContext.SeccompProfile.Type = "Unconfined")),
        ["the file server's owner, forged"] = ("file-server", () => Changed(AllowedPods.Recorder(Camera), pod => pod.Containers[0].VolumeMounts[0].SubPath = null)),
    };

    public static TheoryData<string> Names => [.. Escalations.Keys];

    private ClusterUnderTest Cluster => policed.Cluster;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_pod_and_no_Deployment_gives_access_to_the_node(string name)
    {
        var (component, pod) = Escalations[name];
        using var server = Server();
        var space = Cluster.CamerasNamespace;

        await AssertRefusedAsync(server.CreateNamespacedPodAsync(Pod(component, pod()), space, cancellationToken: Ending));
        await AssertRefusedAsync(server.CreateNamespacedDeploymentAsync(Deployment(component, pod()), space, cancellationToken: Ending));
    }

    [Fact]
    public async Task The_pods_that_the_server_makes_are_allowed()
    {
        using var server = Server();
        (string, V1PodSpec)[] pods = [("camera", AllowedPods.Relay()), ("recorder", AllowedPods.Recorder(Camera)), ("camera", AllowedPods.Usb()), ("file-removal", AllowedPods.Recorder(OtherCamera))];
        foreach (var (component, pod) in pods)
        {
            await server.CreateNamespacedPodAsync(Pod(component, pod), Cluster.CamerasNamespace, dryRun: "All", cancellationToken: Ending);
        }
    }

    [Fact]
    public async Task The_servers_own_namespace_is_closed_but_for_its_settings()
    {
        using var server = Server();
        var space = Cluster.Namespace;

        await AssertRefusedAsync(server.CreateNamespacedPodAsync(Pod("camera", AllowedPods.Relay()), space, cancellationToken: Ending));
        await AssertRefusedAsync(server.CreateNamespacedDeploymentAsync(Deployment("camera", AllowedPods.Relay()), space, cancellationToken: Ending));
        await AssertRefusedAsync(server.ReadNamespacedSecretAsync("falcon-eye-secrets", space, cancellationToken: Ending));
        await AssertRefusedAsync(server.ListNamespacedSecretAsync(space, cancellationToken: Ending));
        await AssertRefusedAsync(server.ListNamespacedPodAsync(space, cancellationToken: Ending));
        await AssertRefusedAsync(server.ReadNamespacedConfigMapAsync("falcon-eye-installation", space, cancellationToken: Ending));
        await AssertRefusedAsync(server.PatchNamespacedConfigMapAsync(Merge("""{"data":{"images":""}}"""), "falcon-eye-admission", space, cancellationToken: Ending));
        await server.PatchNamespacedConfigMapAsync(Merge("""{"data":{"TRIED":"yes"}}"""), "falcon-eye-config", space, cancellationToken: Ending);
        await server.PatchNamespacedSecretAsync(Merge("""{"data":{"TRIED":"eWVz"}}"""), "falcon-eye-assistant", space, cancellationToken: Ending);
    }

    [Fact]
    public async Task No_other_namespace_is_read_and_no_rule_is_changed()
    {
        using var server = Server();
        var (space, policy) = (Cluster.CamerasNamespace, $"{Cluster.Namespace}-falcon-eye-pods");

        await AssertRefusedAsync(server.ListNamespacedPodAsync("kube-system", cancellationToken: Ending));
        await AssertRefusedAsync(server.ListNamespacedSecretAsync("default", cancellationToken: Ending));
        await AssertRefusedAsync(server.ListSecretForAllNamespacesAsync(cancellationToken: Ending));
        await AssertRefusedAsync(server.ReadValidatingAdmissionPolicyAsync(policy, cancellationToken: Ending));
        await AssertRefusedAsync(server.DeleteValidatingAdmissionPolicyAsync(policy, cancellationToken: Ending));
        await AssertRefusedAsync(server.DeleteValidatingAdmissionPolicyBindingAsync(policy, cancellationToken: Ending));
        await AssertRefusedAsync(server.PatchNamespaceAsync(Merge("""{"metadata":{"labels":{"kubernetes.io/metadata.name":"x"}}}"""), space, cancellationToken: Ending));
        await AssertRefusedAsync(server.CreateNamespacedRoleBindingAsync(
            new V1RoleBinding { Metadata = new V1ObjectMeta { Name = "more" }, RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = "cluster-admin" } },
            space,
            cancellationToken: Ending));
        await AssertRefusedAsync(server.CreateNamespacedDaemonSetAsync(
            new V1DaemonSet { Metadata = new V1ObjectMeta { Name = "everywhere" }, Spec = new V1DaemonSetSpec { Selector = new V1LabelSelector(), Template = new V1PodTemplateSpec() } },
            space,
            cancellationToken: Ending));
        await AssertRefusedAsync(server.CreateNamespacedServiceAccountTokenAsync(
            new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { Audiences = [] } }, "default", space, cancellationToken: Ending));
    }

    [Fact]
    public async Task A_Service_takes_no_address_of_others_and_a_Secret_holds_no_token()
    {
        using var server = Server();
        var space = Cluster.CamerasNamespace;
        V1Service service = new()
        {
            Metadata = new V1ObjectMeta { Name = "taken" },
            Spec = new V1ServiceSpec { Selector = new Dictionary<string, string> { ["a"] = "b" }, ExternalIPs = ["203.0.113.1"], Ports = [new V1ServicePort { Port = 443 }] },
        };
        V1Secret secret = new()
        {
            Metadata = new V1ObjectMeta { Name = "token", Annotations = new Dictionary<string, string> { ["kubernetes.io/service-account.name"] = "default" } },
            Type = "kubernetes.io/service-account-token",
        };

        await AssertRefusedAsync(server.CreateNamespacedServiceAsync(service, space, cancellationToken: Ending));
        await AssertRefusedAsync(server.CreateNamespacedSecretAsync(secret, space, cancellationToken: Ending));
    }

    [Fact]
    public async Task The_cleanup_gets_another_schedule_and_no_other_program()
    {
        var space = Cluster.Namespace;
        var job = KubernetesYaml.LoadAllFromString(Cluster.ReadManifest("cleanup.yaml")).OfType<V1CronJob>().Single();
        job.Spec.Suspend = true;
        await Cluster.Client.CreateNamespacedCronJobAsync(job, space, cancellationToken: Ending);
        using var server = Server();

        await server.PatchNamespacedCronJobAsync(Merge("""{"spec":{"schedule":"*/5 * * * *"}}"""), "falcon-eye-cleanup", space, cancellationToken: Ending);
        await AssertRefusedAsync(server.PatchNamespacedCronJobAsync(
            Merge("""{"spec":{"jobTemplate":{"spec":{"template":{"spec":{"serviceAccountName":"default"}}}}}}"""), "falcon-eye-cleanup", space, cancellationToken: Ending));
        await AssertRefusedAsync(server.PatchNamespacedCronJobAsync(Merge("""{"spec":{"suspend":false}}"""), "falcon-eye-cleanup", space, cancellationToken: Ending));
        await Cluster.Client.DeleteNamespacedCronJobAsync("falcon-eye-cleanup", space, cancellationToken: Ending);
    }

    private Kubernetes Server() => new(KubernetesClientConfiguration.BuildConfigFromConfigFile(Cluster.ServiceKubeconfig));

    private static async Task AssertRefusedAsync(Task call)
    {
        var error = await Assert.ThrowsAnyAsync<HttpOperationException>(() => call);
        Assert.True(
            error.Response.StatusCode == HttpStatusCode.Forbidden
            || (error.Response.StatusCode == HttpStatusCode.UnprocessableEntity && error.Response.Content.Contains("denied request", StringComparison.Ordinal)
                && !error.Response.Content.Contains("resulted in error", StringComparison.Ordinal)),
            $"{error.Response.StatusCode} {error.Response.Content}");
    }

    private static V1PodSpec Changed(V1PodSpec pod, Action<V1PodSpec> change)
    {
        change(pod);
        return pod;
    }

    private static V1Pod Pod(string component, V1PodSpec pod) => new()
    {
        Metadata = new V1ObjectMeta
        {
            GenerateName = "try-",
            Labels = LabelsOf(component),
            OwnerReferences = component == "file-server" ? [new V1OwnerReference { ApiVersion = "apps/v1", Kind = "DaemonSet", Name = "falcon-eye-file-server", Uid = Camera }] : null,
        },
        Spec = pod,
    };

    private static V1Deployment Deployment(string component, V1PodSpec pod) => new()
    {
        Metadata = new V1ObjectMeta { GenerateName = "try-" },
        Spec = new V1DeploymentSpec
        {
            Selector = new V1LabelSelector { MatchLabels = LabelsOf(component) },
            Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = LabelsOf(component) }, Spec = pod },
        },
    };

    private static Dictionary<string, string> LabelsOf(string component) => new() { ["component"] = component, ["recorder-for"] = Camera };

    private static V1Patch Merge(string change) => new(change, V1Patch.PatchType.MergePatch);
}
