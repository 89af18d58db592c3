using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>What is wrong with an object, field by field, in kube-apiserver's words.</summary>
internal sealed class FieldErrors
{
    private readonly List<(string Reason, string Field, string Message)> _errors = [];

    internal void Required(string field, string detail = "") =>
        Add("FieldValueRequired", field, detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    internal void Invalid(string field, object? value, string detail) => Add("FieldValueInvalid", field, $"Invalid value: {Show(value)}: {detail}");

    internal void Duplicate(string field, object? value) => Add("FieldValueDuplicate", field, $"Duplicate value: {Show(value)}");

    internal void Forbidden(string field, string detail) => Add("FieldValueForbidden", field, $"Forbidden: {detail}");

    internal void NotFound(string field, object? value) => Add("FieldValueNotFound", field, $"Not found: {Show(value)}");

    internal void TooLong(string field, int limit) => Add("FieldValueTooLong", field, $"Too long: may not be more than {limit} bytes");

    internal void NotSupported(string field, object? value, params string[] supported) => Add(
        "FieldValueNotSupported",
        field,
        $"Unsupported value: {Show(value)}: supported values: {string.Join(", ", supported.Order(StringComparer.Ordinal).Select(text => $"\"{text}\""))}");

    /// <summary>Refuses the object if anything is wrong with it.</summary>
    /// <exception cref="StatusException">422 with a cause for each field.</exception>
    internal void ThrowIfAny(ResourceType type, string? name)
    {
        if (_errors.Count == 0)
        {
            return;
        }

        var details = StatusException.DetailsOf(type, name);
        details["kind"] = type.Kind;
        details["causes"] = new JsonArray([.. _errors.Select(error => new JsonObject
        {
            ["reason"] = error.Reason,
            ["message"] = error.Message,
            ["field"] = error.Field,
        })]);
        string[] described = [.. _errors.Select(error => $"{error.Field}: {error.Message}")];
        throw new StatusException(
            422,
            "Invalid",
            $"{type.GroupKind} \"{name}\" is invalid: {(described is [var only] ? only : $"[{string.Join(", ", described)}]")}")
        {
            Details = details,
        };
    }

    private void Add(string reason, string field, string message) => _errors.Add((reason, field, message));

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        JsonNode node => node.ToJsonString(),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
