using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Admission;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Operations;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>What every object goes through before it is stored: defaults, allocation and validation, then admission.</summary>
internal sealed class ObjectRules(ObjectStore store, ServiceAllocation services)
{
    private readonly ValidatingPolicies _policies = new(store);

    /// <summary>Fills in and checks an object.</summary>
    /// <exception cref="StatusException">It is refused.</exception>
    internal void Check(ObjectKey key, JsonObject? current, JsonObject next, string subresource, WriteOptions options)
    {
        FieldErrors errors = new();
        MetadataRules.Check(key.Type, current, next, errors);
        if (subresource.Length == 0)
        {
            Defaults.Apply(key.Type, next);
            if (key.Type == ResourceTypes.Services)
            {
                services.Allocate(current, next, errors);
                ServiceRules.Check(current, next, errors);
            }

            WorkloadRules.Check(key.Type, current, next, errors);
            ConfigurationRules.Check(key.Type, current, next, errors);
        }

        errors.ThrowIfAny(key.Type, next.Text("metadata", "name"));
        if (subresource.Length == 0)
        {
            Admit(key, current, next, options);
            _policies.Check(key, current, next, options.User);
        }
    }

    private void Admit(ObjectKey key, JsonObject? current, JsonObject next, WriteOptions options)
    {
        var pod = key.Type == ResourceTypes.Pods ? next.Object("spec") : next.Object("spec", "template", "spec") ?? next.Object("spec", "jobTemplate", "spec", "template", "spec");
        if (pod is null || store.Find(new ObjectKey(ResourceTypes.Namespaces, "", key.Namespace)) is not { } home)
        {
            return;
        }

        if (PodSecurity.Violations(home.Labels, "warn", pod) is { } concern)
        {
            options.Warnings.Add("would " + concern.Replace("violates", "violate", StringComparison.Ordinal));
        }

        if (key.Type == ResourceTypes.Pods && current is null)
        {
            AdmitPod(key, pod, home);
        }
    }

    private void AdmitPod(ObjectKey key, JsonObject pod, StoredObject home)
    {
        if (PodSecurity.Violations(home.Labels, "enforce", pod) is { } violations)
        {
            throw StatusException.Forbidden($"pods \"{key.Name}\" is forbidden: {violations}", key.Type, key.Name);
        }

        var account = pod.Text("serviceAccountName")!;
        if (account != "default" && store.Find(new ObjectKey(ResourceTypes.ServiceAccounts, key.Namespace, account)) is null)
        {
            throw StatusException.Forbidden(
                $"pods \"{key.Name}\" is forbidden: error looking up service account {key.Namespace}/{account}: serviceaccount \"{account}\" not found", key.Type, key.Name);
        }
    }
}
