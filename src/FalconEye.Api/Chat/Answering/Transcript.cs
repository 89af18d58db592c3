using System.Text.Json;
using FalconEye.Api.Chat.Tools;
using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Answering;

/// <summary>Stores what was said between model and tools, and reads it again.</summary>
internal static class Transcript
{
    /// <summary>On a call: what it did, as text for users.</summary>
    internal const string ActivityKey = "activity";

    /// <summary>On a call: the proposal that came of it.</summary>
    internal const string ProposalKey = "proposal_id";

    /// <summary>On a picture: its camera.</summary>
    internal const string CameraKey = "camera_id";

    private const string Caption = "caption";

    internal static string Write(IEnumerable<ChatMessage> messages) => JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions);

    internal static List<ChatMessage> Read(string json)
    {
        var messages = JsonSerializer.Deserialize<List<ChatMessage>>(json, AIJsonUtilities.DefaultOptions) ?? [];
        foreach (var result in messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>())
        {
            result.Result = result.Result is JsonElement stored ? Restore(stored) : result.Result;
        }

        return messages;
    }

    /// <summary>A result with pictures: the facts, then the pictures with their captions.</summary>
    internal static List<AIContent> WithPictures(string text, IEnumerable<ToolImage> pictures) =>
    [
        new TextContent(text),
        .. pictures.Select(picture => new DataContent(picture.Jpeg, "image/jpeg")
        {
            AdditionalProperties = new() { [Caption] = picture.Caption, [CameraKey] = picture.CameraId?.ToString() },
        }),
    ];

    /// <summary>All pictures in order, with their captions.</summary>
    internal static IEnumerable<(DataContent Picture, string Caption, string? CameraId)> PicturesIn(IEnumerable<ChatMessage> messages) =>
        messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>()
            .SelectMany(result => result.Result as IEnumerable<AIContent> ?? [])
            .OfType<DataContent>()
            .Select(picture => (picture, TextOf(picture, Caption) ?? "", TextOf(picture, CameraKey)));

    /// <summary>A note on a content.</summary>
    internal static string? TextOf(AIContent content, string key) =>
        content.AdditionalProperties?.TryGetValue(key, out var value) == true ? value?.ToString() : null;

    private static object Restore(JsonElement stored) => stored.ValueKind switch
    {
        JsonValueKind.String => stored.GetString()!,
        JsonValueKind.Array => stored.Deserialize<List<AIContent>>(AIJsonUtilities.DefaultOptions)!,
        _ => stored.GetRawText(),
    };
}
