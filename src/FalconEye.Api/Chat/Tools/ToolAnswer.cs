using System.Text.Json;
using FalconEye.Api.Chat.Proposals;

namespace FalconEye.Api.Chat.Tools;

/// <summary>What a tool found.</summary>
/// <param name="Data">The facts, to be written as JSON.</param>
internal sealed record ToolAnswer(object Data)
{
    /// <summary>About 10,000 tokens: more than a user would read.</summary>
    private const int MaxTextLength = 30_000;

    /// <summary>Pictures that the model is to see.</summary>
    internal IReadOnlyList<ToolImage> Pictures { get; init; } = [];

    /// <summary>The change that waits for a user's answer.</summary>
    internal ProposalResponse? Proposal { get; init; }

    /// <summary>
    /// The facts as the model reads them: JSON between marks. The serializer writes &lt; and &gt; as escapes, so that nothing a camera is
    /// called or writes into its log can close the mark and pass for something else.
    /// </summary>
    internal string ToDelimitedText(string tool)
    {
        var text = JsonSerializer.Serialize(Data, ToolJson.Options);
        var shown = text.Length <= MaxTextLength ? text : text[..MaxTextLength] + "\n(cut: ask for less)";
        return $"<data source=\"{tool}\">\n{shown}\n</data>";
    }
}
