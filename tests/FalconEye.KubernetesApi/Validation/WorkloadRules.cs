using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Operations;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>What holds for pods and what makes them: Deployments, ReplicaSets, DaemonSets, CronJobs.</summary>
internal static class WorkloadRules
{
    private static readonly string[] ChangeableInPods = ["image", "activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations", "nodeName"];

    internal static void Check(ResourceType type, JsonObject? current, JsonObject next, FieldErrors errors)
    {
        switch (type.Plural)
        {
            case "pods":
                Pod(current, next, errors);
                break;
            case "deployments" or "replicasets" or "daemonsets":
                WithTemplate(type, current, next, errors);
                break;
            case "cronjobs":
                CronJob(next, errors);
                break;
        }
    }

    private static void Pod(JsonObject? current, JsonObject next, FieldErrors errors)
    {
        PodRules.Check(next.Object("spec"), "spec", errors);
        if (current is not null && !JsonNode.DeepEquals(WithoutChangeable(current), WithoutChangeable(next)))
        {
            errors.Forbidden(
                "spec",
                "pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds`, `spec.tolerations` (only additions to existing tolerations), `spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)");
        }
    }

    private static JsonObject WithoutChangeable(JsonObject pod)
    {
        var spec = pod.Object("spec")?.Copy() ?? [];
        foreach (var part in spec.Objects("containers").Concat(spec.Objects("initContainers")).Append(spec))
        {
            foreach (var field in ChangeableInPods)
            {
                part.Remove(field);
            }
        }

        return spec;
    }

    private static void WithTemplate(ResourceType type, JsonObject? current, JsonObject next, FieldErrors errors)
    {
        var selector = next.Object("spec", "selector");
        var labels = next.TextMap("spec", "template", "metadata", "labels");
        if (selector is null)
        {
            errors.Required("spec.selector");
        }
        else if (selector.TextMap("matchLabels").Count == 0 && !selector.Objects("matchExpressions").Any())
        {
            errors.Invalid("spec.selector", selector, $"empty selector is invalid for {type.Kind.ToLowerInvariant()}");
        }
        else if (!LabelSelector.Of(selector).Matches(labels))
        {
            errors.Invalid("spec.template.metadata.labels", next.Object("spec", "template", "metadata", "labels"), "`selector` does not match template `labels`");
        }

        MetadataRules.Labels(selector.TextMap("matchLabels"), "spec.selector.matchLabels", errors);
        MetadataRules.Labels(labels, "spec.template.metadata.labels", errors);
        if (current is not null && !JsonNode.DeepEquals(current.At("spec", "selector"), selector))
        {
            errors.Invalid("spec.selector", selector, "field is immutable");
        }

        if (next.Number("spec", "replicas") is < 0 and var replicas)
        {
            errors.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
        }

        Strategy(next, errors);
        PodRules.Check(next.Object("spec", "template", "spec"), "spec.template.spec", errors);
        if (next.Text("spec", "template", "spec", "restartPolicy") is { } policy && policy != "Always")
        {
            errors.NotSupported("spec.template.spec.restartPolicy", policy, "Always");
        }
    }

    private static void Strategy(JsonObject next, FieldErrors errors)
    {
        if (next.Object("spec", "strategy") is not { } strategy)
        {
            return;
        }

        if (strategy.Text("type") is not ("Recreate" or "RollingUpdate"))
        {
            errors.NotSupported("spec.strategy.type", strategy.Text("type"), "Recreate", "RollingUpdate");
        }

        if (strategy.Text("type") == "Recreate" && strategy.ContainsKey("rollingUpdate"))
        {
            errors.Forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
        }
    }

    private static void CronJob(JsonObject next, FieldErrors errors)
    {
        var schedule = next.Text("spec", "schedule") ?? "";
        if (schedule.Length == 0)
        {
            errors.Required("spec.schedule");
        }
        else if (!schedule.StartsWith('@') && schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var fields && fields.Length != 5)
        {
            errors.Invalid("spec.schedule", schedule, $"expected exactly 5 fields, found {fields.Length}: [{schedule}]");
        }

        PodRules.Check(next.Object("spec", "jobTemplate", "spec", "template", "spec"), "spec.jobTemplate.spec.template.spec", errors);
        if (next.Text("spec", "jobTemplate", "spec", "template", "spec", "restartPolicy") == "Always")
        {
            errors.Required("spec.jobTemplate.spec.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
        }
    }
}
