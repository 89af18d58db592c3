using System.Runtime.CompilerServices;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Provider;

/// <summary>Puts what goes wrong between here and the provider into words, and notices an answer that breaks off or falls silent.</summary>
internal sealed class AnthropicChat(IChatClient inner, RetryAfterReader waits, TimeProvider time) : DelegatingChatClient(inner)
{
    /// <summary>The provider sends a keep-alive every few seconds, also while its model thinks.</summary>
    private static readonly TimeSpan StallTimeout = TimeSpan.FromMinutes(2);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var silence = new CancellationTokenSource(StallTimeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        await using var updates = base.GetStreamingResponseAsync(messages, options, ending.Token).GetAsyncEnumerator(ending.Token);
        var isWhole = false;
        while (await NextAsync(updates, cancellationToken))
        {
            silence.CancelAfter(StallTimeout);
            isWhole |= updates.Current.FinishReason is not null;
            yield return updates.Current;
        }

        if (!isWhole)
        {
            throw BrokenOff(null);
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (AnthropicApiException e)
        {
            throw ToWords(e);
        }
        catch (AnthropicSseException e)
        {
            throw new ModelException("The provider broke the answer off: it is overloaded or has a fault. Ask again in a moment.", isPassing: true, inner: e);
        }
        catch (AnthropicIOException e) when (e.InnerException is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        })
        {
            throw new ModelException("The provider cannot be reached. Is this machine connected to the internet?", isPassing: true, inner: e);
        }
        catch (Exception e) when (e is AnthropicException or HttpRequestException or IOException)
        {
            throw BrokenOff(e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelException($"The provider has said nothing for {StallTimeout.TotalMinutes:0} minutes. Ask again in a moment.", isPassing: true, inner: e);
        }
    }

    private static ModelException BrokenOff(Exception? inner) =>
        new("The connection to the provider broke in the middle of the answer. Ask again.", isPassing: true, inner: inner);

    private ModelException ToWords(AnthropicApiException e) => (int)e.StatusCode switch
    {
        401 or 403 => new("The provider does not take the key. Enter another one in the settings.", inner: e),
        404 => new("The provider does not know the model. Set ANTHROPIC_MODEL to one that it has.", inner: e),
        413 => new("The conversation has grown too long for the model. Begin a new one.", inner: e),
        429 => new($"The provider's rate limit is reached. {WaitInWords()}", isPassing: true, wait: waits.Wait, inner: e),
        529 => new($"The provider is overloaded. {WaitInWords()}", isPassing: true, wait: waits.Wait, inner: e),
        >= 500 => new($"The provider has a fault ({(int)e.StatusCode}). {WaitInWords()}", isPassing: true, wait: waits.Wait, inner: e),
        408 or 409 => new("The provider did not take the question in time. Ask again.", isPassing: true, inner: e),
        _ => new($"The provider refused the question ({(int)e.StatusCode}{(ReasonOf(e) is { } reason ? $": {reason}" : "")}).", inner: e),
    };

    private static string? ReasonOf(AnthropicApiException e) => (e as AnthropicServiceException)?.ApiMessage;

    private string WaitInWords() => waits.Wait is { TotalSeconds: > 0 } wait
        ? $"Ask again in {Math.Ceiling(wait.TotalSeconds):0} seconds."
        : "Ask again in a moment.";
}
