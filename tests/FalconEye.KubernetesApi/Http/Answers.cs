using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Operations;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;
using Microsoft.AspNetCore.Http;

namespace FalconEye.KubernetesApi.Http;

/// <summary>Writes documents as kube-apiserver does.</summary>
internal static class Answers
{
    /// <summary>Go escapes no quotes and no letters, and people read these messages.</summary>
    internal static JsonWriterOptions Format { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static async Task WriteAsync(HttpContext context, int code, JsonObject document)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        await using Utf8JsonWriter writer = new(context.Response.BodyWriter, Format);
        document.WriteTo(writer);
    }

    /// <summary>A list. Its items carry no kind, as kube-apiserver's do not: a client that needs it has to know it.</summary>
    internal static async Task WriteListAsync(HttpContext context, ResourceType type, ListPage page)
    {
        context.Response.ContentType = "application/json";
        await using Utf8JsonWriter writer = new(context.Response.BodyWriter, Format);
        writer.WriteStartObject();
        writer.WriteString("kind", type.Kind + "List");
        writer.WriteString("apiVersion", type.ApiVersion);
        writer.WriteStartObject("metadata");
        writer.WriteString("resourceVersion", page.Revision.ToString(CultureInfo.InvariantCulture));
        if (page.Continue is { } token)
        {
            writer.WriteString("continue", token);
            writer.WriteNumber("remainingItemCount", page.Remaining);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("items");
        foreach (var stored in page.Objects)
        {
            WriteItem(writer, stored);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>What a delete answers that leaves nothing behind.</summary>
    internal static JsonObject Deleted(StoredObject last)
    {
        var details = StatusException.DetailsOf(last.Key.Type, last.Key.Name);
        details["uid"] = last.Uid;
        return new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
    }

    private static void WriteItem(Utf8JsonWriter writer, StoredObject stored)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in stored.Json)
        {
            if (name is not ("kind" or "apiVersion"))
            {
                writer.WritePropertyName(name);
                value!.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }
}
