using System.Text;
using System.Threading.Channels;
using FalconEye.Api.Chat.Provider;
using FalconEye.Api.Chat.Tools;
using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Answering;

/// <summary>Asks the model, lets it use tools, and asks again, until it has answered.</summary>
internal sealed class AnswerLoop(
    IModelProvider provider, ToolRegistry tools, ToolRunner runner, AssistantOptions options, AssistantInstructions instructions, TimeProvider time)
{
    private const int Attempts = 3;

    /// <summary>A longer wait is reported to the user, who decides.</summary>
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(4);

    /// <exception cref="ModelException">The model gives no answer.</exception>
    internal async Task RunAsync(
        string key,
        IReadOnlyList<ChatMessage> history,
        ToolCaller caller,
        Answer answer,
        ChannelWriter<AssistantEvent> events,
        CancellationToken cancellationToken)
    {
        using var model = provider.CreateClient(key);
        var began = time.GetTimestamp();
        for (var step = 0; ; step++)
        {
            var mayLook = step < options.MaxSteps && time.GetElapsedTime(began) < options.MaxToolTime;
            var reply = await AskWithRetriesAsync(model, history, mayLook, answer, events, cancellationToken);
            List<FunctionCallContent> calls = mayLook ? [.. reply.Contents.OfType<FunctionCallContent>()] : [];
            if (calls.Count == 0)
            {
                return;
            }

            answer.Add(await runner.RunAsync(calls, caller, events, cancellationToken));
        }
    }

    /// <summary>Asks again when that may help, but only while nothing of the answer has been shown.</summary>
    private async Task<ChatMessage> AskWithRetriesAsync(
        IChatClient model,
        IReadOnlyList<ChatMessage> history,
        bool mayLook,
        Answer answer,
        ChannelWriter<AssistantEvent> events,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reply = new Reply(answer, events);
            try
            {
                return await AskAsync(model, history, mayLook, reply, cancellationToken);
            }
            catch (ModelException e) when (e.IsPassing && !reply.HasBegun && attempt < Attempts && WaitBefore(attempt, e) <= MaxRetryDelay)
            {
                await Task.Delay(WaitBefore(attempt, e), time, cancellationToken);
            }
            finally
            {
                reply.KeepWhatWasSaid();
            }
        }
    }

    private static TimeSpan WaitBefore(int attempt, ModelException e) => e.Wait ?? TimeSpan.FromSeconds(0.5 * attempt);

    private async Task<ChatMessage> AskAsync(
        IChatClient model, IReadOnlyList<ChatMessage> history, bool mayLook, Reply reply, CancellationToken cancellationToken)
    {
        var chatOptions = new ChatOptions
        {
            Instructions = instructions.Write(mayLook),
            Tools = tools.Declarations,
            ToolMode = mayLook ? ChatToolMode.Auto : ChatToolMode.None,
        };
        IReadOnlyList<ChatMessage> messages = [.. history, .. reply.Answer.Messages];
        await foreach (var update in model.GetStreamingResponseAsync(messages, chatOptions, cancellationToken))
        {
            await reply.TakeAsync(update, cancellationToken);
        }

        return await reply.CompleteAsync(mayLook, cancellationToken);
    }

    /// <summary>One answer of the model as it comes.</summary>
    private sealed class Reply(Answer answer, ChannelWriter<AssistantEvent> events)
    {
        private readonly List<ChatResponseUpdate> _updates = [];
        private readonly StringBuilder _said = new();
        private bool _isKept;

        internal Answer Answer => answer;

        /// <summary>Whether the user has seen something of it.</summary>
        internal bool HasBegun => _said.Length > 0;

        internal async Task TakeAsync(ChatResponseUpdate update, CancellationToken cancellationToken)
        {
            _updates.Add(update);
            if (update.Text is { Length: > 0 } text)
            {
                await ShowAsync(text, cancellationToken);
            }
        }

        internal async Task<ChatMessage> CompleteAsync(bool mayLook, CancellationToken cancellationToken)
        {
            var response = _updates.ToChatResponse();
            await ShowAsync(NoteOn(response.FinishReason), cancellationToken);
            var contents = response.Messages.SelectMany(message => message.Contents)
                .Where(content => content is TextContent { Text.Length: > 0 } or TextReasoningContent || (mayLook && content is FunctionCallContent))
                .ToList();
            var message = new ChatMessage(ChatRole.Assistant, contents);
            _isKept = true;
            if (contents.Count > 0)
            {
                answer.Add(message);
            }

            return message;
        }

        /// <summary>An answer that broke off is remembered as far as the user saw it.</summary>
        internal void KeepWhatWasSaid()
        {
            if (!_isKept && HasBegun)
            {
                answer.Add(new ChatMessage(ChatRole.Assistant, _said.ToString()));
            }
        }

        private async Task ShowAsync(string text, CancellationToken cancellationToken)
        {
            if (text.Length == 0)
            {
                return;
            }

            if (!HasBegun && answer.Text.Length > 0)
            {
                // What the model says after it has looked something up is a paragraph of its own.
                text = "\n\n" + text;
            }

            _said.Append(text);
            answer.Append(text);
            await events.WriteAsync(AssistantEvent.Text(text), cancellationToken);
        }

        private static string NoteOn(ChatFinishReason? reason) =>
            reason == ChatFinishReason.Length ? "\n\n*The answer ends here because it is too long.*"
            : reason == ChatFinishReason.ContentFilter ? "\n\n*The model refuses to answer this.*"
            : "";
    }
}
