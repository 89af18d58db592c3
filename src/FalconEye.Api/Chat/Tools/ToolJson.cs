using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Tools;

/// <summary>
/// How tools read their arguments and write what they found: as the API does, in snake_case, and strict about what they are given.
/// </summary>
internal static class ToolJson
{
    internal static JsonSerializerOptions Options { get; } = Create();

    private static readonly AIJsonSchemaCreateOptions Schemas = new()
    {
        TransformOptions = new AIJsonSchemaTransformOptions { DisallowAdditionalProperties = true },
    };

    /// <summary>The schema of a tool's arguments.</summary>
    internal static JsonElement SchemaOf(Type arguments) =>
        AIJsonUtilities.CreateJsonSchema(arguments, serializerOptions: Options, inferenceOptions: Schemas);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
