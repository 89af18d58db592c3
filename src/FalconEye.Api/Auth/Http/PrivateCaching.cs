namespace FalconEye.Api.Auth.Http;

/// <summary>What browsers may keep of an answer that is not for everyone.</summary>
internal static class PrivateCaching
{
    /// <summary>Lets the browser keep the answer for the same login only: the next person who logs in on it has rights of their own.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="directives">How long, as in <c>Cache-Control</c>.</param>
    internal static void AllowPrivateCaching(this HttpResponse response, string directives)
    {
        response.Headers.CacheControl = $"private, {directives}";
        response.Headers.Vary = "Cookie, Authorization";
    }
}
