using System.Text;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>Fills in what a client leaves out, as kube-apiserver does: what is read back is not what was written.</summary>
internal static class Defaults
{
    internal static void Apply(ResourceType type, JsonObject json)
    {
        var spec = json.Object("spec");
        switch (type.Plural)
        {
            case "namespaces":
                Namespace(json);
                break;
            case "secrets":
                Secret(json);
                break;
            case "services" when spec is not null:
                Service(spec);
                break;
            case "pods" when spec is not null:
                json.Ensure("status").Default("phase", "Pending");
                PodDefaults.Apply(spec);
                PodDefaults.Admit(spec);
                break;
            case "deployments" when spec is not null:
                Deployment(spec);
                break;
            case "replicasets" when spec is not null:
                spec.Default("replicas", 1);
                Template(spec);
                break;
            case "daemonsets" when spec is not null:
                DaemonSet(spec);
                break;
            case "cronjobs" when spec is not null:
                CronJob(spec);
                break;
        }
    }

    private static void Namespace(JsonObject json)
    {
        json.Ensure("metadata").Ensure("labels")["kubernetes.io/metadata.name"] = json.Text("metadata", "name");
        if (json.At("metadata", "deletionTimestamp") is null)
        {
            json.Ensure("spec").Default("finalizers", new JsonArray("kubernetes"));
            json.Ensure("status").Default("phase", "Active");
        }
    }

    /// <summary>What is written as text is kept as base64.</summary>
    private static void Secret(JsonObject json)
    {
        json.Default("type", "Opaque");
        foreach (var (key, text) in json.TextMap("stringData"))
        {
            json.Ensure("data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        }

        json.Remove("stringData");
    }

    private static void Service(JsonObject spec)
    {
        spec.Default("type", "ClusterIP");
        spec.Default("sessionAffinity", "None");
        spec.Default("internalTrafficPolicy", "Cluster");
        spec.Default("ipFamilies", new JsonArray("IPv4"));
        spec.Default("ipFamilyPolicy", "SingleStack");
        if (spec.Text("type") is "NodePort" or "LoadBalancer")
        {
            spec.Default("externalTrafficPolicy", "Cluster");
        }

        foreach (var port in spec.Objects("ports"))
        {
            port.Default("protocol", "TCP");
            if (port["port"] is { } number)
            {
                port.Default("targetPort", number.DeepClone());
            }
        }
    }

    private static void Deployment(JsonObject spec)
    {
        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        spec.Default("progressDeadlineSeconds", 600);
        var strategy = spec.Ensure("strategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Ensure("rollingUpdate");
            rolling.Default("maxUnavailable", "25%");
            rolling.Default("maxSurge", "25%");
        }

        Template(spec);
    }

    private static void DaemonSet(JsonObject spec)
    {
        spec.Default("revisionHistoryLimit", 10);
        var strategy = spec.Ensure("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Ensure("rollingUpdate");
            rolling.Default("maxUnavailable", 1);
            rolling.Default("maxSurge", 0);
        }

        Template(spec);
    }

    private static void CronJob(JsonObject spec)
    {
        spec.Default("concurrencyPolicy", "Allow");
        spec.Default("suspend", false);
        spec.Default("successfulJobsHistoryLimit", 3);
        spec.Default("failedJobsHistoryLimit", 1);
        if (spec.Object("jobTemplate", "spec", "template", "spec") is { } pod)
        {
            PodDefaults.Apply(pod);
        }
    }

    private static void Template(JsonObject spec)
    {
        if (spec.Object("template", "spec") is { } pod)
        {
            PodDefaults.Apply(pod);
        }
    }
}
