using FalconEye.Data.Chat;
using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Answering;

/// <summary>
/// What of a long conversation the model is shown: the newest part that fits, whole messages only, beginning with a question.
/// </summary>
internal static class ConversationWindow
{
    /// <summary>A token is about four letters of English and fewer of most languages; counting too many is safe.</summary>
    private const double LettersPerToken = 3;

    /// <summary>What was looked up for an earlier answer matters less than the answer.</summary>
    private const int MaxOldResultLength = 2_000;

    /// <param name="turns">The whole conversation, oldest first, the new question last.</param>
    /// <param name="tokens">How much fits.</param>
    internal static IReadOnlyList<ChatMessage> Fit(IReadOnlyList<ChatTurn> turns, int tokens)
    {
        List<List<ChatMessage>> shown = [];
        var left = tokens * LettersPerToken;
        for (var i = turns.Count - 1; i >= 0; i--)
        {
            List<ChatMessage> messages = turns[i].Role == ChatSpeaker.User ? [new(ChatRole.User, turns[i].Content)] : Shorten(turns[i]);
            left -= messages.Sum(Length);
            if (left < 0 && shown.Count > 0)
            {
                break;
            }

            shown.Add(messages);
        }

        shown.Reverse();
        return [.. shown.SelectMany(messages => messages).SkipWhile(message => message.Role != ChatRole.User)];
    }

    /// <summary>An earlier answer without its thoughts and pictures, and with long results cut.</summary>
    private static List<ChatMessage> Shorten(ChatTurn turn)
    {
        var messages = Transcript.Read(turn.Transcript);
        foreach (var message in messages)
        {
            message.Contents = [.. message.Contents.Where(content => content is not TextReasoningContent)];
            foreach (var result in message.Contents.OfType<FunctionResultContent>())
            {
                result.Result = Shorten(result.Result);
            }
        }

        messages.RemoveAll(message => message.Contents.Count == 0);
        return messages;
    }

    private static string Shorten(object? result)
    {
        var text = result switch
        {
            IEnumerable<AIContent> contents => string.Concat(contents.OfType<TextContent>().Select(content => content.Text)) + " (Pictures were shown here.)",
            _ => result?.ToString() ?? "",
        };
        return text.Length <= MaxOldResultLength ? text : text[..MaxOldResultLength] + "\n(cut)\n</data>";
    }

    private static int Length(ChatMessage message) => message.Contents.Sum(content => content switch
    {
        TextContent text => text.Text.Length,
        FunctionResultContent result => result.Result?.ToString()?.Length ?? 0,
        FunctionCallContent call => 50 + (call.Arguments?.Sum(argument => argument.Key.Length + (argument.Value?.ToString()?.Length ?? 0)) ?? 0),
        _ => 50,
    });
}
