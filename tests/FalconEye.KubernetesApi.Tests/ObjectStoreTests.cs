using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.KubernetesApi.Tests;

public sealed class ObjectStoreTests(ApiFixture api)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_is_created_read_replaced_and_deleted()
    {
        var home = await api.NewNamespaceAsync();
        var created = await api.Client.CreateNamespacedConfigMapAsync(Samples.ConfigMap("settings", ("a", "1")), home, cancellationToken: Ending);
        Assert.NotNull(created.Uid());
        Assert.NotNull(created.CreationTimestamp());

        created.Data["a"] = "2";
        var replaced = await api.Client.ReplaceNamespacedConfigMapAsync(created, "settings", home, cancellationToken: Ending);
        Assert.NotEqual(created.ResourceVersion(), replaced.ResourceVersion());
        Assert.Equal("2", (await api.Client.ReadNamespacedConfigMapAsync("settings", home, cancellationToken: Ending)).Data["a"]);

        var status = await api.Client.DeleteNamespacedConfigMapAsync("settings", home, cancellationToken: Ending);
        Assert.Equal("Success", status.Status);
        var error = await Assert.ThrowsAsync<HttpOperationException>(() => api.Client.ReadNamespacedConfigMapAsync("settings", home, cancellationToken: Ending));
        Assert.Equal(HttpStatusCode.NotFound, error.Response.StatusCode);
        Assert.Contains("configmaps \\\"settings\\\" not found", error.Response.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_can_be_used_once()
    {
        var home = await api.NewNamespaceAsync();
        await api.Client.CreateNamespacedConfigMapAsync(Samples.ConfigMap("once"), home, cancellationToken: Ending);
        var error = await Assert.ThrowsAsync<HttpOperationException>(
            () => api.Client.CreateNamespacedConfigMapAsync(Samples.ConfigMap("once"), home, cancellationToken: Ending));
        Assert.Equal(HttpStatusCode.Conflict, error.Response.StatusCode);
        Assert.Contains("AlreadyExists", error.Response.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replacement_of_an_older_version_is_refused()
    {
        var home = await api.NewNamespaceAsync();
        var first = await api.Client.CreateNamespacedConfigMapAsync(Samples.ConfigMap("shared"), home, cancellationToken: Ending);
        await api.Client.PatchNamespacedConfigMapAsync(Patch("""{"data":{"b":"1"}}""", V1Patch.PatchType.MergePatch), "shared", home, cancellationToken: Ending);
        var error = await Assert.ThrowsAsync<HttpOperationException>(
            () => api.Client.ReplaceNamespacedConfigMapAsync(first, "shared", home, cancellationToken: Ending));
        Assert.Equal(HttpStatusCode.Conflict, error.Response.StatusCode);
        Assert.Contains("the object has been modified", error.Response.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_changes_nothing_makes_no_new_version()
    {
        var home = await api.NewNamespaceAsync();
        var first = await api.Client.CreateNamespacedConfigMapAsync(Samples.ConfigMap("same", ("a", "1")), home, cancellationToken: Ending);
        var second = await api.Client.PatchNamespacedConfigMapAsync(Patch("""{"data":{"a":"1"}}""", V1Patch.PatchType.MergePatch), "same", home, cancellationToken: Ending);
        Assert.Equal(first.ResourceVersion(), second.ResourceVersion());
    }

    [Fact]
    public async Task Labels_and_fields_select()
    {
        var home = await api.NewNamespaceAsync();
        foreach (var name in (string[])["one", "two", "three"])
        {
            var map = Samples.ConfigMap(name);
            map.Metadata.Labels = new Dictionary<string, string> { ["name"] = name, [name] = "yes" };
            await api.Client.CreateNamespacedConfigMapAsync(map, home, cancellationToken: Ending);
        }

        Assert.Equal(["two"], await NamesAsync(home, "name=two"));
        Assert.Equal(["one", "three"], await NamesAsync(home, "name!=two"));
        Assert.Equal(["one", "two"], await NamesAsync(home, "name in (one, two)"));
        Assert.Equal(["three"], await NamesAsync(home, "name notin (one,two),three"));
        Assert.Equal(["three", "two"], await NamesAsync(home, "!one"));
        Assert.Equal(["one"], await NamesAsync(home, fields: "metadata.name=one"));
        var error = await Assert.ThrowsAsync<HttpOperationException>(() => NamesAsync(home, fields: "data.a=1"));
        Assert.Contains("field label not supported: data.a", error.Response.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_comes_in_pages_of_one_moment()
    {
        var home = await api.NewNamespaceAsync();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await api.Client.CreateNamespacedConfigMapAsync(Samples.ConfigMap(name), home, cancellationToken: Ending);
        }

        var first = await api.Client.ListNamespacedConfigMapAsync(home, limit: 2, cancellationToken: Ending);
        await api.Client.DeleteNamespacedConfigMapAsync("c", home, cancellationToken: Ending);
        var second = await api.Client.ListNamespacedConfigMapAsync(home, limit: 2, continueParameter: first.Continue(), cancellationToken: Ending);
        Assert.Equal(["a", "b", "c"], first.Items.Concat(second.Items).Select(map => map.Name()));
        Assert.Equal(first.ResourceVersion(), second.ResourceVersion());
        Assert.Null(second.Continue());
    }

    [Fact]
    public async Task A_collection_is_deleted_by_its_labels()
    {
        var home = await api.NewNamespaceAsync();
        await api.Client.CreateNamespacedDeploymentAsync(Samples.Deployment("mine"), home, cancellationToken: Ending);
        await api.Client.CreateNamespacedDeploymentAsync(Samples.Deployment("other"), home, cancellationToken: Ending);
        await api.Client.DeleteCollectionNamespacedDeploymentAsync(home, labelSelector: "app=mine", cancellationToken: Ending);
        Assert.Equal("other", Assert.Single((await api.Client.ListNamespacedDeploymentAsync(home, cancellationToken: Ending)).Items).Name());
    }

    [Fact]
    public async Task An_object_with_a_finalizer_stays_until_it_is_taken_off()
    {
        var home = await api.NewNamespaceAsync();
        var map = Samples.ConfigMap("held");
        map.Metadata.Finalizers = ["example.org/hold"];
        await api.Client.CreateNamespacedConfigMapAsync(map, home, cancellationToken: Ending);
        await api.Client.DeleteNamespacedConfigMapAsync("held", home, cancellationToken: Ending);
        Assert.NotNull((await api.Client.ReadNamespacedConfigMapAsync("held", home, cancellationToken: Ending)).DeletionTimestamp());
        await api.Client.PatchNamespacedConfigMapAsync(Patch("""{"metadata":{"finalizers":null}}""", V1Patch.PatchType.MergePatch), "held", home, cancellationToken: Ending);
        Assert.Empty((await api.Client.ListNamespacedConfigMapAsync(home, cancellationToken: Ending)).Items);
    }

    [Fact]
    public async Task A_spec_counts_generations_and_the_status_has_an_address_of_its_own()
    {
        var home = await api.NewNamespaceAsync();
        var created = await api.Client.CreateNamespacedDeploymentAsync(Samples.Deployment("counted"), home, cancellationToken: Ending);
        Assert.Equal(1, created.Generation());
        created.Spec.Replicas = 3;

        // The controller may have written a status since.
        created.Metadata.ResourceVersion = null;
        created.Status = new V1DeploymentStatus { ReadyReplicas = 9 };
        var replaced = await api.Client.ReplaceNamespacedDeploymentAsync(created, "counted", home, cancellationToken: Ending);
        Assert.Equal(2, replaced.Generation());
        Assert.NotEqual(9, replaced.Status?.ReadyReplicas);
        var scale = await api.Client.PatchNamespacedDeploymentScaleAsync(Patch("""{"spec":{"replicas":0}}""", V1Patch.PatchType.MergePatch), "counted", home, cancellationToken: Ending);
        Assert.Equal(0, scale.Spec.Replicas);
        Assert.Equal(0, (await api.Client.ReadNamespacedDeploymentAsync("counted", home, cancellationToken: Ending)).Spec.Replicas);
    }

    private async Task<IEnumerable<string>> NamesAsync(string home, string? labels = null, string? fields = null) =>
        (await api.Client.ListNamespacedConfigMapAsync(home, labelSelector: labels, fieldSelector: fields, cancellationToken: Ending)).Items.Select(map => map.Name());

    private static V1Patch Patch(string body, V1Patch.PatchType type) => new(body, type);
}
