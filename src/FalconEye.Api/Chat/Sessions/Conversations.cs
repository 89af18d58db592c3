using System.Runtime.CompilerServices;
using FalconEye.Api.Chat.Answering;
using FalconEye.Api.Chat.Tools;
using FalconEye.Data.Chat;

namespace FalconEye.Api.Chat.Sessions;

/// <summary>
/// Questions and answers: one at a time in each conversation, a bounded number in all, and written down where they are kept.
/// </summary>
internal sealed class Conversations(Assistant assistant, ChatSessionStore store, AnswerLimiter places, AssistantOptions options)
{
    /// <summary>
    /// Asks in a conversation that is kept. Its answer is written down at its end, however it ended: also when the browser has left.
    /// </summary>
    internal async IAsyncEnumerable<AssistantEvent> AskAsync(
        Guid sessionId, string question, string actor, Answer answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var place = places.Take(sessionId, out var problem);
        if (place is null)
        {
            yield return AssistantEvent.Failed(problem!);
            yield break;
        }

        var turns = await store.AddQuestionAsync(sessionId, question, cancellationToken);
        var events = assistant.AnswerAsync(
            ConversationWindow.Fit(turns, options.WindowTokens), new ToolCaller(ToolCaller.Chat, actor, sessionId), answer, cancellationToken);
        var isKept = false;
        try
        {
            await foreach (var item in events)
            {
                if (item == AssistantEvent.Done)
                {
                    // A client that reads "done" may load the conversation at once.
                    await store.AddAnswerAsync(sessionId, turns.Count + 1, answer, cancellationToken);
                    isKept = true;
                }

                yield return item;
            }
        }
        finally
        {
            if (!isKept)
            {
                await store.AddAnswerAsync(sessionId, turns.Count + 1, answer, CancellationToken.None);
            }
        }
    }

    /// <summary>Asks in a conversation that the client keeps.</summary>
    internal async IAsyncEnumerable<AssistantEvent> AskAsync(
        IReadOnlyList<ChatTurn> turns, string actor, Answer answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var place = places.Take(null, out var problem);
        if (place is null)
        {
            yield return AssistantEvent.Failed(problem!);
            yield break;
        }

        var history = ConversationWindow.Fit(turns, options.WindowTokens);
        await foreach (var item in assistant.AnswerAsync(history, new ToolCaller(ToolCaller.Chat, actor), answer, cancellationToken))
        {
            yield return item;
        }
    }
}
