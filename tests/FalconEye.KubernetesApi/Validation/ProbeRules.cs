using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>What holds for probes.</summary>
internal static class ProbeRules
{
    private static readonly string[] Handlers = ["httpGet", "tcpSocket", "exec", "grpc"];

    internal static void Check(JsonObject container, string name, string at, FieldErrors errors)
    {
        if (container.Object(name) is not { } probe)
        {
            return;
        }

        var handlers = Handlers.Count(probe.ContainsKey);
        if (handlers == 0)
        {
            errors.Required(at, "must specify a handler type");
        }
        else if (handlers > 1)
        {
            errors.Forbidden(at, "may not specify more than 1 handler type");
        }

        foreach (var handler in (string[])["httpGet", "tcpSocket"])
        {
            if (probe.Object(handler) is { } action)
            {
                Port(action, $"{at}.{handler}.port", errors);
            }
        }

        AtLeast(probe, "initialDelaySeconds", 0, at, errors);
        AtLeast(probe, "timeoutSeconds", 1, at, errors);
        AtLeast(probe, "periodSeconds", 1, at, errors);
        AtLeast(probe, "failureThreshold", 1, at, errors);
        if (name != "readinessProbe" && probe.Number("successThreshold") is not 1)
        {
            errors.Invalid($"{at}.successThreshold", probe.Number("successThreshold"), "must be 1");
        }
    }

    private static void AtLeast(JsonObject probe, string field, long least, string at, FieldErrors errors)
    {
        if (probe.Number(field) is { } value && value < least)
        {
            errors.Invalid($"{at}.{field}", value, $"must be greater than or equal to {least}");
        }
    }

    private static void Port(JsonObject action, string at, FieldErrors errors)
    {
        if (action.Text("port") is { } name)
        {
            if (NameFormats.PortName(name) is { } why)
            {
                errors.Invalid(at, name, why);
            }
        }
        else if (action.Number("port") is not (>= 1 and <= 65535))
        {
            errors.Invalid(at, action.Number("port") ?? 0, "must be between 1 and 65535, inclusive");
        }
    }
}
