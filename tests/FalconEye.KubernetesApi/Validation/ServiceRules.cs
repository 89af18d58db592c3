using System.Net;
using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>What holds for Services.</summary>
internal static class ServiceRules
{
    internal const int FirstNodePort = 30000;
    internal const int LastNodePort = 32767;

    internal static void Check(JsonObject? current, JsonObject next, FieldErrors errors)
    {
        var type = next.Text("spec", "type");
        if (type is not ("ClusterIP" or "NodePort" or "LoadBalancer" or "ExternalName"))
        {
            errors.NotSupported("spec.type", type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        }

        MetadataRules.Labels(next.TextMap("spec", "selector"), "spec.selector", errors);
        Ports(next, type, errors);
        var (before, address) = (current.Text("spec", "clusterIP") ?? "", next.Text("spec", "clusterIP") ?? "");
        if (address.Length > 0 && address != "None" && !IPAddress.TryParse(address, out _))
        {
            errors.Invalid("spec.clusterIPs[0]", address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        }
        else if (before.Length > 0 && address != before)
        {
            errors.Invalid("spec.clusterIPs[0]", address, "may not change once set");
        }
    }

    private static void Ports(JsonObject next, string? type, FieldErrors errors)
    {
        var ports = next.Objects("spec", "ports").ToList();
        if (ports.Count == 0 && type != "ExternalName" && next.Text("spec", "clusterIP") != "None")
        {
            errors.Required("spec.ports");
        }

        HashSet<string> names = [];
        HashSet<string> numbers = [];
        foreach (var (port, i) in ports.Select((port, i) => (port, i)))
        {
            var at = $"spec.ports[{i}]";
            Name(port, names, ports.Count > 1, $"{at}.name", errors);
            if (port.Number("port") is not (>= 1 and <= 65535))
            {
                errors.Invalid($"{at}.port", port.Number("port") ?? 0, "must be between 1 and 65535, inclusive");
            }

            if (!numbers.Add($"{port.Number("port")}/{port.Text("protocol")}"))
            {
                errors.Duplicate(at, port);
            }

            if (port.Text("targetPort") is { } target && NameFormats.PortName(target) is { } why)
            {
                errors.Invalid($"{at}.targetPort", target, why);
            }

            NodePort(port, type, $"{at}.nodePort", errors);
        }
    }

    private static void Name(JsonObject port, HashSet<string> names, bool isRequired, string at, FieldErrors errors)
    {
        var name = port.Text("name") ?? "";
        if (name.Length == 0)
        {
            if (isRequired)
            {
                errors.Required(at);
            }

            return;
        }

        if (NameFormats.Label(name) is { } why)
        {
            errors.Invalid(at, name, why);
        }
        else if (!names.Add(name))
        {
            errors.Duplicate(at, name);
        }
    }

    private static void NodePort(JsonObject port, string? type, string at, FieldErrors errors)
    {
        if (port.Number("nodePort") is not { } number)
        {
            return;
        }

        if (type == "ClusterIP")
        {
            errors.Forbidden(at, "may not be used when `type` is 'ClusterIP'");
        }
        else if (number is < FirstNodePort or > LastNodePort)
        {
            errors.Invalid(at, number, $"provided port is not in the valid range. The range of valid ports is {FirstNodePort}-{LastNodePort}");
        }
    }
}
