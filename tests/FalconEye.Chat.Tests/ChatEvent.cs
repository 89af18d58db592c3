using System.Text.Json;

namespace FalconEye.Chat.Tests;

/// <summary>An event on the way to an answer.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Data">What it says.</param>
internal sealed record ChatEvent(string Kind, JsonElement Data)
{
    /// <summary>The answer's text.</summary>
    internal static string TextOf(IEnumerable<ChatEvent> events) =>
        string.Concat(events.Where(item => item.Kind == "message").Select(item => item.Data.GetProperty("content").GetString()));

    /// <summary>Why there is no answer.</summary>
    internal static string ErrorOf(IEnumerable<ChatEvent> events) =>
        Assert.Single(events, item => item.Kind == "error").Data.GetProperty("error").GetString()!;

    /// <summary>The id of the one proposal.</summary>
    internal static string ProposalOf(IEnumerable<ChatEvent> events) =>
        Assert.Single(events, item => item.Kind == "proposal").Data.GetProperty("proposal").GetProperty("id").GetString()!;
}
