namespace FalconEye.Api.Auth;

/// <summary>
/// Refuses what another site's page makes a browser send. The cookie is <c>SameSite=Strict</c> already; this holds for
/// <c>AUTH_MODE=off</c> too, where there is no cookie (https://developer.mozilla.org/docs/Web/HTTP/Headers/Sec-Fetch-Site).
/// </summary>
internal static class CrossSiteGuard
{
    /// <summary>Whether a request may have been made by a page of another site: one that changes something, or a WebSocket.</summary>
    internal static bool Refuses(HttpContext context, IReadOnlyList<string> trustedOrigins)
    {
        var request = context.Request;
        if (request.Headers.Authorization.Count > 0 || (IsReading(request.Method) && !context.WebSockets.IsWebSocketRequest))
        {
            return false;
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
        {
            return !IsOwn(origin, request) && !trustedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase) && !trustedOrigins.Contains("*");
        }

        return request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
    }

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>The scheme is not compared: a proxy that ends TLS need not say so.</summary>
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
