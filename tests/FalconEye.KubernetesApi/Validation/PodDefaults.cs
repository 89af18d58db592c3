using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>The defaults of pods and of what is in their templates.</summary>
internal static class PodDefaults
{
    private const int ReadableByAll = 420;

    internal static void Apply(JsonObject spec)
    {
        spec.Default("restartPolicy", "Always");
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("schedulerName", "default-scheduler");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Ensure("securityContext");
        if (spec.Text("serviceAccountName") is { } account)
        {
            spec["serviceAccount"] = account;
        }

        foreach (var container in spec.Objects("containers").Concat(spec.Objects("initContainers")))
        {
            Container(container);
        }

        foreach (var volume in spec.Objects("volumes"))
        {
            Volume(volume);
        }
    }

    /// <summary>What admission adds to a pod itself.</summary>
    internal static void Admit(JsonObject spec)
    {
        spec.Default("enableServiceLinks", true);
        spec.Default("priority", 0);
        spec.Default("preemptionPolicy", "PreemptLowerPriority");
        spec.Default("serviceAccountName", "default");
        spec["serviceAccount"] = spec.Text("serviceAccountName");
        var tolerations = spec["tolerations"] as JsonArray ?? [];
        foreach (var taint in (string[])["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"])
        {
            if (!tolerations.OfType<JsonObject>().Any(toleration => toleration.Text("key") is null or "" || toleration.Text("key") == taint))
            {
                tolerations.Add(new JsonObject { ["key"] = taint, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = 300 });
            }
        }

        spec["tolerations"] = tolerations.Parent is null ? tolerations : tolerations.DeepClone();
    }

    private static void Container(JsonObject container)
    {
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        var image = container.Text("image") ?? "";
        var tag = image.Contains('@', StringComparison.Ordinal) ? "digest" : image.Split('/')[^1].Split(':') is [_, var named] ? named : "latest";
        container.Default("imagePullPolicy", tag == "latest" ? "Always" : "IfNotPresent");
        foreach (var (name, limit) in container.Ensure("resources").Object("limits") ?? [])
        {
            container.Ensure("resources").Ensure("requests").Default(name, limit!.DeepClone());
        }

        foreach (var port in container.Objects("ports"))
        {
            port.Default("protocol", "TCP");
        }

        foreach (var variable in container.Objects("env"))
        {
            variable.Object("valueFrom", "fieldRef")?.Default("apiVersion", "v1");
        }

        foreach (var probe in (string[])["startupProbe", "readinessProbe", "livenessProbe"])
        {
            if (container.Object(probe) is { } found)
            {
                Probe(found);
            }
        }
    }

    private static void Probe(JsonObject probe)
    {
        probe.Default("timeoutSeconds", 1);
        probe.Default("periodSeconds", 10);
        probe.Default("successThreshold", 1);
        probe.Default("failureThreshold", 3);
        if (probe.Object("httpGet") is { } get)
        {
            get.Default("path", "/");
            get.Default("scheme", "HTTP");
        }
    }

    private static void Volume(JsonObject volume)
    {
        volume.Object("configMap")?.Default("defaultMode", ReadableByAll);
        volume.Object("secret")?.Default("defaultMode", ReadableByAll);
        volume.Object("projected")?.Default("defaultMode", ReadableByAll);
        volume.Object("hostPath")?.Default("type", "");
        if (volume.Count == 1)
        {
            volume["emptyDir"] = new JsonObject();
        }
    }
}
