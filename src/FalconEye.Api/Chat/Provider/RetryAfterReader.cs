namespace FalconEye.Api.Chat.Provider;

/// <summary>Remembers how long the provider asked to wait, which the official client does not hand on (RFC 9110, 10.2.3).</summary>
internal sealed class RetryAfterReader(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    /// <summary>What the last answer asked for.</summary>
    internal TimeSpan? Wait { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var asked = response.Headers.RetryAfter;
        Wait = asked?.Delta ?? asked?.Date - time.GetUtcNow();
        return response;
    }
}
