using System.Net;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Models;
using FalconEye.Processes;
using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Provider;

/// <summary>Anthropic's models, through its official client.</summary>
internal sealed class AnthropicProvider(AssistantOptions options, IHttpMessageHandlerFactory handlers, TimeProvider time) : IModelProvider
{
    /// <summary>The name of the pooled connections.</summary>
    internal const string HttpClientName = "anthropic";

    private const int MaxAnswerTokens = 16_000;
    private static readonly TimeSpan KeyCheckTimeout = TimeSpan.FromSeconds(10);

    public string Model => options.Model;

    public IChatClient CreateClient(string key)
    {
        var waits = new RetryAfterReader(handlers.CreateHandler(HttpClientName), time);
        return new AnthropicChat(ClientOf(key, waits).AsIChatClient(Model, MaxAnswerTokens), waits, time);
    }

    public async Task<string?> ProblemOfKeyAsync(string key, CancellationToken cancellationToken)
    {
        if (key.Any(c => !char.IsAscii(c) || char.IsControl(c) || c == ' '))
        {
            return "The key contains characters that no key has; copy it again.";
        }

        var waits = new RetryAfterReader(handlers.CreateHandler(HttpClientName), time);
        using var timeout = Deadline.After(KeyCheckTimeout, time, cancellationToken);
        try
        {
            using var client = ClientOf(key, waits);
            await client.Models.List(new ModelListParams { Limit = 1 }, timeout.Token);
            return null;
        }
        catch (AnthropicApiException e) when (e.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return "The provider does not take this key.";
        }
        catch (AnthropicApiException e)
        {
            return $"The provider answered {(int)e.StatusCode}; try again later.";
        }
        catch (Exception e) when (e is AnthropicException or HttpRequestException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return "The provider cannot be reached to check the key; is this machine connected to the internet?";
        }
    }

    /// <summary>
    /// The client's own limit counts the whole answer and would cut a long one; its retries would not tell anyone that they wait.
    /// </summary>
    private AnthropicClient ClientOf(string key, RetryAfterReader waits) => new()
    {
        ApiKey = key,
        BaseUrl = options.BaseAddress.ToString().TrimEnd('/'),
        HttpClient = new HttpClient(waits, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan },
        MaxRetries = 0,
        Timeout = TimeSpan.FromDays(1),
    };
}
