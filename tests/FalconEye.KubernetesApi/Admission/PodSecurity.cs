using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Admission;

/// <summary>
/// The Pod Security Standards "baseline" and "restricted" (https://kubernetes.io/docs/concepts/security/pod-security-standards/), as far as
/// FalconEye's pods could violate them.
/// </summary>
internal static class PodSecurity
{
    private const string Prefix = "pod-security.kubernetes.io/";
    private static readonly HashSet<string> RestrictedVolumes = ["name", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];

    /// <summary>What a level of a namespace, such as <c>enforce</c> or <c>warn</c>, objects to; null where all is well.</summary>
    internal static string? Violations(IReadOnlyDictionary<string, string> namespaceLabels, string mode, JsonObject spec)
    {
        var level = namespaceLabels.GetValueOrDefault(Prefix + mode);
        List<string> found = [];
        if (level is "baseline" or "restricted")
        {
            Baseline(spec, level, found);
        }

        if (level == "restricted")
        {
            Restricted(spec, found);
        }

        return found.Count == 0 ? null : $"violates PodSecurity \"{level}:{namespaceLabels.GetValueOrDefault($"{Prefix}{mode}-version", "latest")}\": {string.Join(", ", found)}";
    }

    private static void Baseline(JsonObject spec, string level, List<string> found)
    {
        foreach (var flag in (string[])["hostNetwork", "hostPID", "hostIPC"])
        {
            if (spec.Flag(flag))
            {
                found.Add($"host namespaces ({flag}=true)");
            }
        }

        foreach (var name in ContainersWhere(spec, container => container.Flag("securityContext", "privileged")))
        {
            found.Add($"privileged (container \"{name}\" must not set securityContext.privileged=true)");
        }

        if (level == "baseline")
        {
            found.AddRange(spec.Objects("volumes").Where(volume => volume.ContainsKey("hostPath")).Select(volume => $"hostPath volumes (volume \"{volume.Text("name")}\")"));
        }
    }

    private static void Restricted(JsonObject spec, List<string> found)
    {
        var pod = spec.Object("securityContext");
        AddContainers("allowPrivilegeEscalation != false", "must set securityContext.allowPrivilegeEscalation=false",
            container => container.At("securityContext", "allowPrivilegeEscalation") is null || container.Flag("securityContext", "allowPrivilegeEscalation"));
        AddContainers("unrestricted capabilities", "must set securityContext.capabilities.drop=[\"ALL\"]",
            container => !container.Texts("securityContext", "capabilities", "drop").Contains("ALL")
                || container.Texts("securityContext", "capabilities", "add").Any(capability => capability != "NET_BIND_SERVICE"));
        found.AddRange(spec.Objects("volumes").SelectMany(volume => volume.Select(field => field.Key).Where(field => !RestrictedVolumes.Contains(field))
            .Select(field => $"restricted volume types (volume \"{volume.Text("name")}\" uses restricted volume type \"{field}\")")));
        AddContainers("runAsNonRoot != true", "must set securityContext.runAsNonRoot=true",
            container => !(container.Object("securityContext")?.ContainsKey("runAsNonRoot") == true ? container.Flag("securityContext", "runAsNonRoot") : pod.Flag("runAsNonRoot")));
        AddContainers("runAsUser=0", "must not set runAsUser=0", container => (container.Number("securityContext", "runAsUser") ?? pod.Number("runAsUser")) == 0);
        AddContainers("seccompProfile", "must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"",
            container => (container.Text("securityContext", "seccompProfile", "type") ?? pod.Text("seccompProfile", "type")) is not ("RuntimeDefault" or "Localhost"));

        void AddContainers(string what, string must, Func<JsonObject, bool> violates)
        {
            List<string> names = [.. ContainersWhere(spec, violates)];
            if (names.Count > 0)
            {
                found.Add($"{what} (container{(names.Count > 1 ? "s" : "")} {string.Join(", ", names.Select(name => $"\"{name}\""))} {must})");
            }
        }
    }

    private static IEnumerable<string> ContainersWhere(JsonObject spec, Func<JsonObject, bool> condition) =>
        spec.Objects("initContainers").Concat(spec.Objects("containers")).Where(condition).Select(container => container.Text("name")!);
}
