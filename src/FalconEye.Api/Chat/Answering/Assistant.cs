using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FalconEye.Api.Chat.Provider;
using FalconEye.Api.Chat.Tools;
using FalconEye.Api.Settings;
using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Answering;

/// <summary>Answers a question and tells how far it has come. Whatever goes wrong is reported as text, as the last event.</summary>
internal sealed partial class Assistant(
    AnswerLoop loop, SettingsService settings, ServerOptions options, TimeProvider time, ILogger<Assistant> logger)
{
    internal const string NoKey = "The assistant has no key yet. Enter an Anthropic API key in the settings.";
    private const int Backlog = 256;

    /// <summary>Answers; ends early, and stops asking the provider, when <paramref name="cancellationToken"/> is cancelled.</summary>
    /// <param name="history">The conversation with the question at its end.</param>
    /// <param name="caller">The user who asks, with what they may do.</param>
    /// <param name="answer">Filled on the way.</param>
    /// <param name="cancellationToken">The browser left, or the user pressed stop.</param>
    internal async IAsyncEnumerable<AssistantEvent> AnswerAsync(
        IReadOnlyList<ChatMessage> history, ToolCaller caller, Answer answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = Channel.CreateBounded<AssistantEvent>(Backlog);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = WorkAsync(history, caller, answer, events.Writer, ending.Token);
        try
        {
            while (await WaitAsync(events.Reader, cancellationToken) is { } isMore)
            {
                if (!isMore)
                {
                    yield return AssistantEvent.Heartbeat;
                }

                while (events.Reader.TryRead(out var item))
                {
                    yield return item;
                }
            }
        }
        finally
        {
            await ending.CancelAsync();
            await work;
        }
    }

    /// <returns>True when there is something to read, false after a silence, <see langword="null"/> at the end.</returns>
    private async Task<bool?> WaitAsync(ChannelReader<AssistantEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            return await events.WaitToReadAsync(cancellationToken).AsTask().WaitAsync(options.Heartbeat, time, cancellationToken) ? true : null;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task WorkAsync(
        IReadOnlyList<ChatMessage> history, ToolCaller caller, Answer answer, ChannelWriter<AssistantEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await events.WriteAsync(await AttemptAsync(history, caller, answer, events, cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // No client listens any more.
        }
        finally
        {
            events.Complete();
        }
    }

    /// <returns>The last event.</returns>
    private async Task<AssistantEvent> AttemptAsync(
        IReadOnlyList<ChatMessage> history, ToolCaller caller, Answer answer, ChannelWriter<AssistantEvent> events, CancellationToken cancellationToken)
    {
        if (settings.AnthropicKey is not { } key)
        {
            return AssistantEvent.Failed(NoKey);
        }

        try
        {
            await loop.RunAsync(key, history, caller, answer, events, cancellationToken);
            return AssistantEvent.Done;
        }
        catch (ModelException e)
        {
            LogNoAnswer(e.Message);
            return AssistantEvent.Failed(e);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e);
            return AssistantEvent.Failed("Something went wrong here; the server's log has the reason.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "A question to the assistant has no answer: {Reason}")]
    private partial void LogNoAnswer(string reason);

    [LoggerMessage(LogLevel.Error, "A question to the assistant failed")]
    private partial void LogFailed(Exception exception);
}
