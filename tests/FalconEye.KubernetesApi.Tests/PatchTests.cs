using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.KubernetesApi.Tests;

public sealed class PatchTests(ApiFixture api)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_strategic_merge_changes_one_container_and_one_variable()
    {
        var home = await DeployAsync();
        var patched = await PatchAsync(home, V1Patch.PatchType.StrategicMergePatch, """
            {"spec":{"template":{"spec":{"containers":[{"name":"main","env":[{"name":"SIZE","value":"big"},{"name":"COLOUR","$patch":"delete"}]}]}}}}
            """);
        var container = Assert.Single(patched.Spec.Template.Spec.Containers);
        Assert.Equal("example/image:1", container.Image);
        Assert.Equal(["SIZE"], container.Env.Select(variable => variable.Name));
    }

    [Fact]
    public async Task A_merge_patch_replaces_lists_and_removes_what_is_null()
    {
        var home = await DeployAsync();
        var patched = await PatchAsync(home, V1Patch.PatchType.MergePatch, """
            {"metadata":{"annotations":{"note":"x"}},"spec":{"template":{"spec":{"containers":[{"name":"new","image":"example/other"}]}}}}
            """);
        Assert.Equal("new", Assert.Single(patched.Spec.Template.Spec.Containers).Name);
        patched = await PatchAsync(home, V1Patch.PatchType.MergePatch, """{"metadata":{"annotations":{"note":null}}}""");
        Assert.False(patched.Metadata.Annotations?.ContainsKey("note") ?? false);
    }

    [Fact]
    public async Task A_json_patch_goes_by_steps_and_stops_where_a_test_fails()
    {
        var home = await DeployAsync();
        var patched = await PatchAsync(home, V1Patch.PatchType.JsonPatch, """
            [{"op":"test","path":"/spec/replicas","value":1},{"op":"replace","path":"/spec/replicas","value":2},{"op":"add","path":"/metadata/annotations","value":{"a/b":"c"}}]
            """);
        Assert.Equal(2, patched.Spec.Replicas);
        var error = await Assert.ThrowsAsync<HttpOperationException>(() => PatchAsync(home, V1Patch.PatchType.JsonPatch, """
            [{"op":"test","path":"/spec/replicas","value":7},{"op":"remove","path":"/metadata/annotations/a~1b"}]
            """));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, error.Response.StatusCode);
    }

    [Fact]
    public async Task An_apply_creates_owns_and_removes_what_it_no_longer_names()
    {
        var home = await api.NewNamespaceAsync();
        await ApplyAsync(home, "one", """{"a":"1","b":"2"}""");
        await ApplyAsync(home, "two", """{"c":"3"}""");
        var map = await ApplyAsync(home, "one", """{"a":"1"}""");
        Assert.Equal(["a", "c"], map.Data.Keys.Order());
        Assert.Equal(["one", "two"], map.Metadata.ManagedFields.Select(entry => entry.Manager).Order());
    }

    [Fact]
    public async Task An_apply_is_refused_where_another_owns_the_field_unless_it_forces()
    {
        var home = await api.NewNamespaceAsync();
        await ApplyAsync(home, "one", """{"a":"1"}""");
        var error = await Assert.ThrowsAsync<HttpOperationException>(() => ApplyAsync(home, "two", """{"a":"2"}"""));
        Assert.Equal(HttpStatusCode.Conflict, error.Response.StatusCode);
        Assert.Contains("""conflict with \"one\": .data.a""", error.Response.Content, StringComparison.Ordinal);
        var map = await ApplyAsync(home, "two", """{"a":"2"}""", force: true);
        Assert.Equal("2", map.Data["a"]);
        Assert.Equal(["two"], map.Metadata.ManagedFields.Select(entry => entry.Manager));
    }

    [Fact]
    public async Task An_apply_takes_away_the_containers_variables_that_it_no_longer_names()
    {
        var home = await api.NewNamespaceAsync();
        var deployment = Samples.Deployment("applied");
        (deployment.ApiVersion, deployment.Kind) = ("apps/v1", "Deployment");
        await ApplyAsync(home, deployment);
        deployment.Spec.Template.Spec.Containers[0].Env = [new V1EnvVar { Name = "SIZE", Value = "big" }];
        var applied = await ApplyAsync(home, deployment);
        Assert.Equal(["SIZE"], applied.Spec.Template.Spec.Containers[0].Env.Select(variable => variable.Name));
    }

    private Task<V1Deployment> ApplyAsync(string home, V1Deployment deployment) => api.Client.PatchNamespacedDeploymentAsync(
        new V1Patch(deployment, V1Patch.PatchType.ApplyPatch), deployment.Name(), home, fieldManager: "test", cancellationToken: Ending);

    private Task<V1ConfigMap> ApplyAsync(string home, string manager, string data, bool? force = null) => api.Client.PatchNamespacedConfigMapAsync(
        new V1Patch($$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"map"},"data":{{data}}}""", V1Patch.PatchType.ApplyPatch),
        "map", home, fieldManager: manager, force: force, cancellationToken: Ending);

    private async Task<string> DeployAsync()
    {
        var home = await api.NewNamespaceAsync();
        await api.Client.CreateNamespacedDeploymentAsync(Samples.Deployment("patched"), home, cancellationToken: Ending);
        return home;
    }

    private Task<V1Deployment> PatchAsync(string home, V1Patch.PatchType type, string body) =>
        api.Client.PatchNamespacedDeploymentAsync(new V1Patch(body, type), "patched", home, cancellationToken: Ending);
}
