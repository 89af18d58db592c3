using System.Net.ServerSentEvents;
using System.Text.Json;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Api.Chat.Provider;
using FalconEye.Api.Chat.Tools;

namespace FalconEye.Api.Chat.Answering;

/// <summary>Something on the way to an answer, as clients hear of it (api.md, "Chat").</summary>
/// <param name="Kind">The event's name.</param>
/// <param name="Data">What it says.</param>
internal sealed record AssistantEvent(string Kind, object Data)
{
    /// <summary>The answer stands.</summary>
    internal static AssistantEvent Done { get; } = new("done", new { Status = "complete" });

    /// <summary>A keep-alive, for proxies that close silent connections; clients need not know it.</summary>
    internal static AssistantEvent Heartbeat { get; } = new("ping", new { });

    /// <summary>A part of the answer's text.</summary>
    internal static AssistantEvent Text(string content) => new("message", new { Content = content });

    /// <summary>A tool begins to work.</summary>
    internal static AssistantEvent UsingTool(string tool, string text) => new("thinking", new { Status = "using_tools", Tool = tool, Text = text });

    /// <summary>A change waits for the user's answer.</summary>
    internal static AssistantEvent Proposed(ProposalResponse proposal) => new("proposal", new { Proposal = proposal }) { Proposal = proposal };

    /// <summary>A picture that the model was shown.</summary>
    internal static AssistantEvent Seen(ToolImage picture) => new(
        "picture",
        new { picture.Caption, picture.CameraId, Url = $"data:image/jpeg;base64,{Convert.ToBase64String(picture.Jpeg)}" });

    /// <summary>There is no answer, or no more of it.</summary>
    internal static AssistantEvent Failed(string error, TimeSpan? wait = null) =>
        new("error", new { Error = error, RetryAfter = wait is { } time ? (int?)Math.Ceiling(time.TotalSeconds) : null }) { Error = error };

    /// <inheritdoc cref="Failed(string, TimeSpan?)"/>
    internal static AssistantEvent Failed(ModelException e) => Failed(e.Message, e.Wait);

    /// <summary>Why there is no answer, as text for users, if that is what happened.</summary>
    internal string? Error { get; private init; }

    /// <summary>The change that was proposed, if that is what happened.</summary>
    internal ProposalResponse? Proposal { get; private init; }

    /// <summary>The event as it goes to the client.</summary>
    internal SseItem<string> ToItem() => new(JsonSerializer.Serialize(Data, ToolJson.Options), Kind);
}
