using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Cel;
using FalconEye.KubernetesApi.Access;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Operations;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Admission;

/// <summary>
/// Evaluates the ValidatingAdmissionPolicies in the store as kube-apiserver does
/// (https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/): match constraints and conditions, parameters,
/// variables, validations. The expressions are those of the yaml; CEL itself is the library's. Not here: Kubernetes' own CEL functions,
/// message expressions, audit annotations, and selectors for parameters.
/// </summary>
internal sealed class ValidatingPolicies(ObjectStore store)
{
    private static readonly CelEnvironment Environment = new(null, null);
    private static readonly ConcurrentDictionary<string, CelProgramDelegate> Programs = new();

    /// <exception cref="StatusException">422: a policy denies the write.</exception>
    internal void Check(ObjectKey key, JsonObject? current, JsonObject next, User user)
    {
        foreach (var binding in store.List(ResourceTypes.AdmissionPolicyBindings, null).Objects)
        {
            if (store.Find(new ObjectKey(ResourceTypes.AdmissionPolicies, "", binding.Json.Text("spec", "policyName") ?? ""))?.Json.Object("spec") is { } policy
                && Covers(policy, key, current is null ? "CREATE" : "UPDATE"))
            {
                Check(policy, binding, key, VariablesOf(key, current, next, user));
            }
        }
    }

    private void Check(JsonObject policy, StoredObject binding, ObjectKey key, Dictionary<string, object?> variables)
    {
        try
        {
            if (!policy.Objects("matchConditions").All(condition => IsTrue(condition, variables)))
            {
                return;
            }

            variables["params"] = ParametersOf(binding);
            var composed = new Dictionary<string, object?>();
            variables["variables"] = composed;
            foreach (var variable in policy.Objects("variables"))
            {
                composed[variable.Text("name")!] = Evaluate(variable.Text("expression")!, variables);
            }

            var failed = policy.Objects("validations").FirstOrDefault(validation => !IsTrue(validation, variables));
            if (failed is not null)
            {
                throw Denied(key, binding, failed.Text("message") ?? $"failed expression: {failed.Text("expression")}");
            }
        }
        catch (Exception e) when (e is not StatusException)
        {
            // failurePolicy: Fail, which is the default.
            throw Denied(key, binding, $"expression resulted in error: {e.Message}");
        }
    }

    private bool Covers(JsonObject policy, ObjectKey key, string operation)
    {
        var home = store.Find(new ObjectKey(ResourceTypes.Namespaces, "", key.Namespace));
        return policy.Objects("matchConstraints", "resourceRules").Any(rule =>
                Has(rule, "apiGroups", key.Type.Group) && Has(rule, "apiVersions", key.Type.Version) && Has(rule, "resources", key.Type.Plural) && Has(rule, "operations", operation))
            && (home is null || LabelSelector.Of(policy.Object("matchConstraints", "namespaceSelector")).Matches(home.Labels));

        static bool Has(JsonObject rule, string field, string value) => rule.Texts(field).Any(text => text == "*" || text == value);
    }

    private object ParametersOf(StoredObject binding)
    {
        if (binding.Json.Object("spec", "paramRef") is not { } reference)
        {
            return new Dictionary<string, object?>();
        }

        var parameters = store.Find(new ObjectKey(ResourceTypes.ConfigMaps, reference.Text("namespace") ?? "", reference.Text("name") ?? ""));
        return ValueOf(parameters?.Json) ?? throw new InvalidOperationException("no params found for policy binding with `Deny` parameterNotFoundAction");
    }

    private static Dictionary<string, object?> VariablesOf(ObjectKey key, JsonObject? current, JsonObject next, User user) => new()
    {
        ["object"] = ValueOf(next),
        ["oldObject"] = ValueOf(current),
        ["request"] = new Dictionary<string, object?>
        {
            ["operation"] = current is null ? "CREATE" : "UPDATE",
            ["namespace"] = key.Namespace,
            ["name"] = key.Name,
            ["resource"] = new Dictionary<string, object?> { ["group"] = key.Type.Group, ["version"] = key.Type.Version, ["resource"] = key.Type.Plural },
            ["userInfo"] = new Dictionary<string, object?> { ["username"] = user.Name, ["groups"] = user.Groups.ToList<object?>() },
        },
    };

    private static bool IsTrue(JsonObject rule, Dictionary<string, object?> variables) => Evaluate(rule.Text("expression")!, variables) is true;

    private static object? Evaluate(string expression, Dictionary<string, object?> variables) =>
        Programs.GetOrAdd(expression, Environment.Compile)(variables);

    private static object? ValueOf(JsonNode? node) => node switch
    {
        JsonObject fields => fields.ToDictionary(field => field.Key, field => ValueOf(field.Value)),
        JsonArray items => items.Select(ValueOf).ToList(),
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        JsonValue value when value.AsNumber() is { } number => number,
        JsonValue value when value.TryGetValue(out double number) => number,
        _ => node.AsText(),
    };

    private static StatusException Denied(ObjectKey key, StoredObject binding, string why) => new(
        422,
        "Invalid",
        $"{key.Type.GroupResource} \"{key.Name}\" is forbidden: ValidatingAdmissionPolicy '{binding.Json.Text("spec", "policyName")}' with binding '{binding.Key.Name}' denied request: {why}");
}
