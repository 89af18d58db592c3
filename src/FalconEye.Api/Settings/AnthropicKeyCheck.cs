using System.Net;

namespace FalconEye.Api.Settings;

/// <summary>Asks the provider whether it takes a key, by listing its models (https://docs.anthropic.com/en/api/models-list).</summary>
internal sealed class AnthropicKeyCheck(HttpClient http, IConfiguration configuration)
{
    private const string DefaultBase = "https://api.anthropic.com";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>What is wrong with the key, or <see langword="null"/> when the provider takes it.</returns>
    internal async Task<string?> ProblemOfAsync(string key, CancellationToken cancellationToken)
    {
        if (key.Any(c => !char.IsAscii(c) || char.IsControl(c) || c == ' '))
        {
            return "The key contains characters that no key has; copy it again.";
        }

        var root = configuration["ANTHROPIC_BASE_URL"] is { Length: > 0 } given ? given : DefaultBase;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(root.TrimEnd('/') + "/"), "v1/models?limit=1"));
        request.Headers.Add("x-api-key", key);
        request.Headers.Add("anthropic-version", "2023-06-01");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var response = await http.SendAsync(request, patience.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => null,
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "The provider does not take this key.",
                var other => $"The provider answered {(int)other}; try again later.",
            };
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return "The provider cannot be reached to check the key; is this machine connected to the internet?";
        }
    }
}
