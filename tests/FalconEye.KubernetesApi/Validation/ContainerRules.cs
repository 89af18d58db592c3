using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>What holds for containers.</summary>
internal static class ContainerRules
{
    private static readonly string[] FieldPaths =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    internal static void Check(JsonObject spec, string field, HashSet<string> volumes, HashSet<string> names, string path, FieldErrors errors)
    {
        foreach (var (container, i) in spec.Objects(field).Select((container, i) => (container, i)))
        {
            var at = $"{path}.{field}[{i}]";
            Name(container, names, at, errors);
            Image(container, at, errors);
            Ports(container, $"{at}.ports", errors);
            Environment(container, $"{at}.env", errors);
            Mounts(container, volumes, $"{at}.volumeMounts", errors);
            Resources(container, $"{at}.resources", errors);
            Security(container, $"{at}.securityContext", errors);
            foreach (var probe in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
            {
                ProbeRules.Check(container, probe, $"{at}.{probe}", errors);
            }
        }
    }

    private static void Name(JsonObject container, HashSet<string> names, string at, FieldErrors errors)
    {
        var name = container.Text("name") ?? "";
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
    }

    private static void Image(JsonObject container, string at, FieldErrors errors)
    {
        var image = container.Text("image") ?? "";
        if (image.Length == 0)
        {
            errors.Required($"{at}.image");
        }
        else if (image.Trim() != image)
        {
            errors.Invalid($"{at}.image", image, "must not have leading or trailing whitespace");
        }

        if (container.Text("imagePullPolicy") is not ("Always" or "IfNotPresent" or "Never"))
        {
            errors.NotSupported($"{at}.imagePullPolicy", container.Text("imagePullPolicy"), "Always", "IfNotPresent", "Never");
        }
    }

    private static void Ports(JsonObject container, string path, FieldErrors errors)
    {
        HashSet<string> names = [];
        foreach (var (port, i) in container.Objects("ports").Select((port, i) => (port, i)))
        {
            var at = $"{path}[{i}]";
            if (port.Text("name") is { Length: > 0 } name)
            {
                if (NameFormats.PortName(name) is { } why)
                {
                    errors.Invalid($"{at}.name", name, why);
                }
                else if (!names.Add(name))
                {
                    errors.Duplicate($"{at}.name", name);
                }
            }

            if (port.Number("containerPort") is not (>= 1 and <= 65535))
            {
                errors.Invalid($"{at}.containerPort", port.Number("containerPort") ?? 0, "must be between 1 and 65535, inclusive");
            }

            if (port.Text("protocol") is not ("TCP" or "UDP" or "SCTP"))
            {
                errors.NotSupported($"{at}.protocol", port.Text("protocol"), "SCTP", "TCP", "UDP");
            }
        }
    }

    private static void Environment(JsonObject container, string path, FieldErrors errors)
    {
        foreach (var (variable, i) in container.Objects("env").Select((variable, i) => (variable, i)))
        {
            var at = $"{path}[{i}]";
            var name = variable.Text("name") ?? "";
            if (name.Length == 0)
            {
                errors.Required($"{at}.name");
            }
            else if (NameFormats.EnvironmentName(name) is { } why)
            {
                errors.Invalid($"{at}.name", name, why);
            }

            if (variable.Object("valueFrom") is { } from)
            {
                ValueFrom(variable, from, $"{at}.valueFrom", errors);
            }
        }
    }

    private static void ValueFrom(JsonObject variable, JsonObject from, string at, FieldErrors errors)
    {
        if (variable.Text("value") is { Length: > 0 })
        {
            errors.Invalid(at, "", "may not be specified when `value` is not empty");
        }

        if (from.Count != 1)
        {
            errors.Invalid(at, "", from.Count == 0 ? "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`" : "may not have more than one field specified at a time");
        }

        if (from.Text("fieldRef", "fieldPath") is { } field && !FieldPaths.Contains(field) && !field.StartsWith("metadata.", StringComparison.Ordinal))
        {
            errors.NotSupported($"{at}.fieldRef.fieldPath", field, FieldPaths);
        }

        foreach (var reference in (string[])["secretKeyRef", "configMapKeyRef"])
        {
            if (from.Object(reference) is not { } source)
            {
                continue;
            }

            if (string.IsNullOrEmpty(source.Text("name")))
            {
                errors.Required($"{at}.{reference}.name");
            }

            if (source.Text("key") is not { Length: > 0 } key)
            {
                errors.Required($"{at}.{reference}.key");
            }
            else if (NameFormats.ConfigKey(key) is { } why)
            {
                errors.Invalid($"{at}.{reference}.key", key, why);
            }
        }
    }

    private static void Mounts(JsonObject container, HashSet<string> volumes, string path, FieldErrors errors)
    {
        HashSet<string> places = [];
        foreach (var (mount, i) in container.Objects("volumeMounts").Select((mount, i) => (mount, i)))
        {
            var at = $"{path}[{i}]";
            if (!volumes.Contains(mount.Text("name") ?? ""))
            {
                errors.NotFound($"{at}.name", mount.Text("name"));
            }

            if (mount.Text("mountPath") is not { Length: > 0 } place)
            {
                errors.Required($"{at}.mountPath");
            }
            else if (!places.Add(place))
            {
                errors.Invalid($"{at}.mountPath", place, "must be unique");
            }
        }
    }

    private static void Resources(JsonObject container, string path, FieldErrors errors)
    {
        foreach (var (name, request) in container.TextMap("resources", "requests"))
        {
            if (container.Text("resources", "limits", name) is { } limit && Quantity.InNano(request) > Quantity.InNano(limit))
            {
                errors.Invalid($"{path}.requests", request, $"must be less than or equal to {name} limit of {limit}");
            }
        }

        foreach (var kind in (string[])["requests", "limits"])
        {
            foreach (var (name, amount) in container.TextMap("resources", kind))
            {
                if (Quantity.InNano(amount) < 0)
                {
                    errors.Invalid($"{path}.{kind}[{name}]", amount, "must be greater than or equal to 0");
                }
            }
        }
    }

    private static void Security(JsonObject container, string path, FieldErrors errors)
    {
        if (container.At("securityContext", "allowPrivilegeEscalation") is not null && !container.Flag("securityContext", "allowPrivilegeEscalation")
            && container.Flag("securityContext", "privileged"))
        {
            errors.Invalid(path, container.Object("securityContext"), "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }
    }
}
