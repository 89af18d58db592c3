using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>What holds for a pod's spec, alone or in a template.</summary>
internal static class PodRules
{
    private static readonly string[] HostPathTypes = ["", "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice"];

    internal static void Check(JsonObject? spec, string path, FieldErrors errors)
    {
        if (spec is null)
        {
            errors.Required($"{path}.containers");
            return;
        }

        var volumes = Volumes(spec, $"{path}.volumes", errors);
        if (!spec.Objects("containers").Any())
        {
            errors.Required($"{path}.containers");
        }

        HashSet<string> names = [];
        ContainerRules.Check(spec, "containers", volumes, names, path, errors);
        ContainerRules.Check(spec, "initContainers", volumes, names, path, errors);
        MetadataRules.Labels(spec.TextMap("nodeSelector"), $"{path}.nodeSelector", errors);
        Tolerations(spec, $"{path}.tolerations", errors);
        if (spec.Number("terminationGracePeriodSeconds") is < 0 and var grace)
        {
            errors.Invalid($"{path}.terminationGracePeriodSeconds", grace, "must be greater than or equal to 0");
        }

        if (spec.Text("restartPolicy") is not ("Always" or "OnFailure" or "Never"))
        {
            errors.NotSupported($"{path}.restartPolicy", spec.Text("restartPolicy"), "Always", "OnFailure", "Never");
        }

        if (spec.Text("serviceAccountName") is { Length: > 0 } account && NameFormats.Subdomain(account) is { } why)
        {
            errors.Invalid($"{path}.serviceAccountName", account, why);
        }
    }

    private static HashSet<string> Volumes(JsonObject spec, string path, FieldErrors errors)
    {
        HashSet<string> names = [];
        foreach (var (volume, i) in spec.Objects("volumes").Select((volume, i) => (volume, i)))
        {
            var at = $"{path}[{i}]";
            var name = volume.Text("name") ?? "";
            if (name.Length == 0)
            {
                errors.Required($"{at}.name");
            }
            else if (NameFormats.Label(name) is { } why)
            {
                errors.Invalid($"{at}.name", name, why);
            }
            else if (!names.Add(name))
            {
                errors.Duplicate($"{at}.name", name);
            }

            if (volume.Count > 2)
            {
                errors.Forbidden($"{at}.{volume.Last().Key}", "may not specify more than 1 volume type");
            }

            Source(volume, at, errors);
        }

        return names;
    }

    private static void Source(JsonObject volume, string at, FieldErrors errors)
    {
        if (volume.Object("hostPath") is { } hostPath)
        {
            var path = hostPath.Text("path") ?? "";
            if (path.Length == 0)
            {
                errors.Required($"{at}.hostPath.path");
            }
            else if (path.Split('/').Contains(".."))
            {
                errors.Invalid($"{at}.hostPath.path", path, "must not contain '..'");
            }

            if (!HostPathTypes.Contains(hostPath.Text("type") ?? ""))
            {
                errors.NotSupported($"{at}.hostPath.type", hostPath.Text("type"), HostPathTypes);
            }
        }

        if (volume.Object("configMap") is { } map && string.IsNullOrEmpty(map.Text("name")))
        {
            errors.Required($"{at}.configMap.name");
        }

        if (volume.Object("secret") is { } secret && string.IsNullOrEmpty(secret.Text("secretName")))
        {
            errors.Required($"{at}.secret.secretName");
        }
    }

    private static void Tolerations(JsonObject spec, string path, FieldErrors errors)
    {
        foreach (var (toleration, i) in spec.Objects("tolerations").Select((toleration, i) => (toleration, i)))
        {
            var exists = toleration.Text("operator") == "Exists";
            if (exists && toleration.Text("value") is { Length: > 0 } value)
            {
                errors.Invalid($"{path}[{i}].operator", value, "value must be empty when `operator` is 'Exists'");
            }

            if (!exists && toleration.Text("key") is null or "")
            {
                errors.Invalid($"{path}[{i}].operator", toleration.Text("operator"), "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            }

            if (toleration.ContainsKey("tolerationSeconds") && toleration.Text("effect") != "NoExecute")
            {
                errors.Invalid($"{path}[{i}].effect", toleration.Text("effect"), "effect must be 'NoExecute' when `tolerationSeconds` is set");
            }
        }
    }
}
