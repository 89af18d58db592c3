using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.KubernetesApi.Tests;

/// <summary>What kube-apiserver would refuse is refused in its words.</summary>
public sealed class ValidationTests(ApiFixture api)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> BadDeployments { get; } = new()
    {
        { """{"metadata":{"name":"Big"}}""", "metadata.name: FieldValueInvalid" },
        { """{"metadata":{"labels":{"camera":"Küche"}}}""", "metadata.labels: FieldValueInvalid" },
        { """{"metadata":{"labels":{"a b":"c"}}}""", "metadata.labels: FieldValueInvalid" },
        { """{"spec":{"selector":{"matchLabels":{"app":"else"}}}}""", "spec.template.metadata.labels: FieldValueInvalid" },
        { """{"spec":{"replicas":-1}}""", "spec.replicas: FieldValueInvalid" },
        { """{"spec":{"strategy":{"type":"Recreate","rollingUpdate":{"maxSurge":1}}}}""", "spec.strategy.rollingUpdate: FieldValueForbidden" },
        { """{"spec":{"template":{"spec":{"containers":[]}}}}""", "spec.template.spec.containers: FieldValueRequired" },
        { Container("""{"image":null}"""), "spec.template.spec.containers[0].image: FieldValueRequired" },
        { Container("""{"env":[{"name":"1ST","value":"x"}]}"""), "spec.template.spec.containers[0].env[0].name: FieldValueInvalid" },
        { Container("""{"ports":[{"name":"a","containerPort":80},{"name":"a","containerPort":70000}]}"""), "spec.template.spec.containers[0].ports[1].name: FieldValueDuplicate, spec.template.spec.containers[0].ports[1].containerPort: FieldValueInvalid" },
        { Container("""{"volumeMounts":[{"name":"nowhere","mountPath":"/x"}]}"""), "spec.template.spec.containers[0].volumeMounts[0].name: FieldValueNotFound" },
        { Container("""{"readinessProbe":{"periodSeconds":0}}"""), "spec.template.spec.containers[0].readinessProbe: FieldValueRequired, spec.template.spec.containers[0].readinessProbe.periodSeconds: FieldValueInvalid" },
        { Container("""{"resources":{"requests":{"memory":"1Gi"},"limits":{"memory":"512Mi"}}}"""), "spec.template.spec.containers[0].resources.requests: FieldValueInvalid" },
        { """{"spec":{"template":{"spec":{"volumes":[{"name":"v","hostPath":{"path":"/a/../b"}}]}}}}""", "spec.template.spec.volumes[0].hostPath.path: FieldValueInvalid" },
    };

    [Theory]
    [MemberData(nameof(BadDeployments))]
    public async Task A_bad_Deployment_is_refused_field_by_field(string change, string causes)
    {
        var home = await api.NewNamespaceAsync();
        var json = JsonNode.Parse(KubernetesJson.Serialize(Samples.Deployment("sample")))!.AsObject();
        Merge(json, JsonNode.Parse(change)!.AsObject());
        var error = await Assert.ThrowsAsync<HttpOperationException>(
            () => api.Client.CreateNamespacedDeploymentAsync(KubernetesJson.Deserialize<V1Deployment>(json.ToJsonString()), home, cancellationToken: Ending));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, error.Response.StatusCode);
        Assert.Equal(causes, CausesOf(error));
    }

    [Fact]
    public async Task What_may_not_change_does_not()
    {
        var home = await api.NewNamespaceAsync();
        await api.Client.CreateNamespacedDeploymentAsync(Samples.Deployment("fixed"), home, cancellationToken: Ending);
        var service = await api.Client.CreateNamespacedServiceAsync(Samples.Service("fixed"), home, cancellationToken: Ending);
        var selector = await Assert.ThrowsAsync<HttpOperationException>(() => api.Client.PatchNamespacedDeploymentAsync(
            new V1Patch("""{"spec":{"selector":{"matchLabels":{"app":"x"}},"template":{"metadata":{"labels":{"app":"x"}}}}}""", V1Patch.PatchType.MergePatch), "fixed", home, cancellationToken: Ending));
        Assert.Equal("spec.selector: FieldValueInvalid", CausesOf(selector));
        var other = service.Spec.ClusterIP[..^1] + (service.Spec.ClusterIP.EndsWith('1') ? "2" : "1");
        var address = await Assert.ThrowsAsync<HttpOperationException>(() => api.Client.PatchNamespacedServiceAsync(
            new V1Patch($$"""{"spec":{"clusterIP":"{{other}}","clusterIPs":["{{other}}"] } }""", V1Patch.PatchType.MergePatch), "fixed", home, cancellationToken: Ending));
        Assert.Equal("spec.clusterIPs[0]: FieldValueInvalid", CausesOf(address));
    }

    [Fact]
    public async Task A_Service_needs_a_name_that_starts_with_a_letter_and_gets_an_address_and_a_port_of_its_own()
    {
        var home = await api.NewNamespaceAsync();
        var error = await Assert.ThrowsAsync<HttpOperationException>(() => api.Client.CreateNamespacedServiceAsync(Samples.Service("1st"), home, cancellationToken: Ending));
        Assert.Equal("metadata.name: FieldValueInvalid", CausesOf(error));
        var one = Samples.Service("one");
        one.Spec.Type = "NodePort";
        one = await api.Client.CreateNamespacedServiceAsync(one, home, cancellationToken: Ending);
        var two = Samples.Service("two");
        (two.Spec.Type, two.Spec.Ports[0].NodePort) = ("NodePort", one.Spec.Ports[0].NodePort);
        error = await Assert.ThrowsAsync<HttpOperationException>(() => api.Client.CreateNamespacedServiceAsync(two, home, cancellationToken: Ending));
        Assert.Equal("spec.ports[0].nodePort: FieldValueInvalid", CausesOf(error));
        Assert.InRange(one.Spec.Ports[0].NodePort!.Value, 30000, 32767);
        Assert.StartsWith("127.", one.Spec.ClusterIP, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_field_is_refused_where_the_client_is_strict_and_dropped_with_a_warning_elsewhere()
    {
        var home = await api.NewNamespaceAsync();
        V1Patch patch = new("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"map"},"dada":{"a":"1"}}""", V1Patch.PatchType.ApplyPatch);
        var error = await Assert.ThrowsAsync<HttpOperationException>(() => api.Client.PatchNamespacedConfigMapAsync(
            patch, "map", home, fieldManager: "test", fieldValidation: "Strict", cancellationToken: Ending));
        Assert.Contains("unknown field \\\"dada\\\"", error.Response.Content, StringComparison.Ordinal);
        var answer = await api.Client.CoreV1.PatchNamespacedConfigMapWithHttpMessagesAsync(patch, "map", home, fieldManager: "test", cancellationToken: Ending);
        Assert.Contains("dada", string.Join(' ', answer.Response.Headers.GetValues("Warning")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_a_wrong_type_and_a_quantity_that_is_none_cannot_be_decoded()
    {
        var home = await api.NewNamespaceAsync();
        await api.Client.CreateNamespacedDeploymentAsync(Samples.Deployment("typed"), home, cancellationToken: Ending);
        foreach (var wrong in (string[])["""{"spec":{"replicas":"two"}}""", """{"spec":{"template":{"spec":{"containers":[{"name":"main","resources":{"limits":{"cpu":"fast"}}}]}}}}"""])
        {
            var error = await Assert.ThrowsAsync<HttpOperationException>(() => api.Client.PatchNamespacedDeploymentAsync(
                new V1Patch(wrong, V1Patch.PatchType.StrategicMergePatch), "typed", home, cancellationToken: Ending));
            Assert.Equal(HttpStatusCode.BadRequest, error.Response.StatusCode);
            Assert.Contains("cannot be handled as a Deployment", error.Response.Content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_namespace_that_enforces_restricted_pods_takes_no_others_and_one_that_warns_warns()
    {
        var home = await api.NewNamespaceAsync();
        await LabelAsync(home, "warn");
        var answer = await api.Client.AppsV1.CreateNamespacedDeploymentWithHttpMessagesAsync(Samples.Deployment("loose"), home, cancellationToken: Ending);
        Assert.Contains("would violate PodSecurity", string.Join(' ', answer.Response.Headers.GetValues("Warning")), StringComparison.Ordinal);
        await LabelAsync(home, "enforce");
        var pod = new V1Pod { Metadata = new V1ObjectMeta { Name = "loose" }, Spec = new V1PodSpec { Containers = [new V1Container { Name = "main", Image = "x" }] } };
        var error = await Assert.ThrowsAsync<HttpOperationException>(() => api.Client.CreateNamespacedPodAsync(pod, home, cancellationToken: Ending));
        Assert.Equal(HttpStatusCode.Forbidden, error.Response.StatusCode);
        Assert.Contains("runAsNonRoot != true (container \\\"main\\\" must set", error.Response.Content, StringComparison.Ordinal);
        pod.Spec.SecurityContext = new V1PodSecurityContext { RunAsNonRoot = true, SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" } };
        pod.Spec.Containers[0].SecurityContext = new V1SecurityContext { AllowPrivilegeEscalation = false, Capabilities = new V1Capabilities { Drop = ["ALL"] } };
        await api.Client.CreateNamespacedPodAsync(pod, home, cancellationToken: Ending);
    }

    private Task<V1Namespace> LabelAsync(string home, string mode) => api.Client.PatchNamespaceAsync(
        new V1Patch($$"""{"metadata":{"labels":{"pod-security.kubernetes.io/{{mode}}":"restricted"} } }""", V1Patch.PatchType.MergePatch), home, cancellationToken: Ending);

    private static string Container(string change) => $$"""{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"example/image:1","+":{{change}} } ] } } } }""";

    private static void Merge(JsonObject target, JsonObject change)
    {
        foreach (var (name, value) in change)
        {
            if (value is JsonObject inner && target[name] is JsonObject current)
            {
                Merge(current, inner);
            }
            else if (value is JsonArray and [JsonObject container] && container["+"] is JsonObject more)
            {
                var changed = container.DeepClone().AsObject();
                changed.Remove("+");
                Merge(changed, more);
                target[name] = new JsonArray(changed);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }

    private static string CausesOf(HttpOperationException error) => string.Join(", ", JsonNode.Parse(error.Response.Content)!["details"]!["causes"]!.AsArray()
        .Select(cause => $"{cause!["field"]}: {cause["reason"]}"));
}
