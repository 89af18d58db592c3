using System.Net;
using FalconEye.TestKit;
using k8s;
using k8s.Autorest;

namespace FalconEye.KubernetesApi.Tests;

public sealed class PermissionTests(ApiFixture api)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_account_may_do_what_its_role_says_and_nothing_else()
    {
        var home = await BindAsync();
        using var client = KubernetesApiServer.CreateClient(api.Server.WriteKubeconfig(api.Server.IssueToken(home, "worker")));
        Assert.Empty((await client.ListNamespacedConfigMapAsync(home, cancellationToken: Ending)).Items);
        var error = await Assert.ThrowsAsync<HttpOperationException>(() => client.CreateNamespacedConfigMapAsync(Samples.ConfigMap("new"), home, cancellationToken: Ending));
        Assert.Equal(HttpStatusCode.Forbidden, error.Response.StatusCode);
        Assert.Contains($"User \\\"system:serviceaccount:{home}:worker\\\" cannot create resource \\\"configmaps\\\" in API group \\\"\\\" in the namespace \\\"{home}\\\"", error.Response.Content, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpOperationException>(() => client.ListConfigMapForAllNamespacesAsync(cancellationToken: Ending));
        Assert.NotNull(await client.ReadNamespacedSecretAsync("mine", home, cancellationToken: Ending));
        await Assert.ThrowsAsync<HttpOperationException>(() => client.ReadNamespacedSecretAsync("other", home, cancellationToken: Ending));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_and_its_successor_taken_from_the_same_file()
    {
        var home = await BindAsync();
        var file = Path.GetTempFileName();
        var old = api.Server.IssueToken(home, "worker");
        await File.WriteAllTextAsync(file, old, Ending);
        using var client = KubernetesApiServer.CreateClient(api.Server.WriteRotatingKubeconfig(file));
        await client.ListNamespacedConfigMapAsync(home, cancellationToken: Ending);
        api.Server.RevokeToken(old);
        var error = await Assert.ThrowsAsync<HttpOperationException>(() => client.ListNamespacedConfigMapAsync(home, cancellationToken: Ending));
        Assert.Equal(HttpStatusCode.Unauthorized, error.Response.StatusCode);
        await File.WriteAllTextAsync(file, api.Server.IssueToken(home, "worker"), Ending);
        await Eventually.HoldsAsync(() => IsLetInAsync(client, home), "the new token is used", Ending);
        File.Delete(file);
    }

    private static async Task<bool> IsLetInAsync(Kubernetes client, string home)
    {
        try
        {
            await client.ListNamespacedConfigMapAsync(home, cancellationToken: Ending);
            return true;
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return false;
        }
    }

    private async Task<string> BindAsync()
    {
        var home = await api.NewNamespaceAsync();
        api.Server.Apply($$"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: reader, namespace: {{home}}}
            rules:
            - {apiGroups: [""], resources: [configmaps], verbs: [get, list, watch]}
            - {apiGroups: [""], resources: [secrets], resourceNames: [mine], verbs: [get]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: reader, namespace: {{home}}}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
            subjects: [{kind: ServiceAccount, name: worker, namespace: {{home}}}]
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: mine, namespace: {{home}}}
            stringData: {a: b}
            """);
        return home;
    }
}
