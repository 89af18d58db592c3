using FalconEye.Api.Edge;

namespace FalconEye.Api.Auth.Http;

/// <summary>
/// Refuses what another site's page makes a browser send. The cookie is <c>SameSite=Strict</c> already; this holds for
/// <c>AUTH_MODE=off</c> too, where there is no cookie (https://developer.mozilla.org/docs/Web/HTTP/Headers/Sec-Fetch-Site).
/// </summary>
internal sealed class CrossSiteGuard(IReadOnlyList<string> trustedOrigins, AllowedHosts hosts, AuthMode mode)
{
    /// <summary>Marks a route that acts although it is read with GET, since old clients call it so.</summary>
    internal sealed class StateChangingGet;

    /// <summary>Whether a request may have been made by a page of another site: one that changes something, or a WebSocket.</summary>
    internal bool Refuses(HttpContext context)
    {
        var request = context.Request;
        var isReading = IsReading(request.Method) && !context.WebSockets.IsWebSocketRequest;
        var acts = context.GetEndpoint()?.Metadata.GetMetadata<StateChangingGet>() is not null;
        if (ShowsToken(request) || (isReading && !acts))
        {
            return false;
        }

        if (request.Headers.Origin.ToString() is { Length: > 0 } origin)
        {
            return !IsOwn(origin, context) && !trustedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase) && !trustedOrigins.Contains("*");
        }

        return request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "cross-site" or "same-site" => true,
            "" => isReading && MayBeAnImageOfAnotherSite(context),
            _ => false,
        };
    }

    /// <summary>
    /// A page cannot make a browser send a token to another site, which would ask for permission first (CORS). Name and password of Basic it
    /// can, by an address that contains them.
    /// </summary>
    private static bool ShowsToken(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>
    /// The scheme is not compared: a proxy that ends TLS need not say so. A proxy may also drop the port from <c>Host</c>
    /// (nginx's <c>$host</c>), or replace the host. Then the browser's own word counts where it gives one, and otherwise the name alone,
    /// of proxies that are known only: another port of the same host is another program. Without logins that program can call the server
    /// itself, so there any proxy may drop the port.
    /// </summary>
    private bool IsOwn(string origin, HttpContext context)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri))
        {
            return false;
        }

        var host = context.Request.Host;
        if (string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var site = context.Request.Headers["Sec-Fetch-Site"].ToString();
        var isSameName = host.Port is null && string.Equals(uri.Host, host.Host, StringComparison.OrdinalIgnoreCase);
        return ForwardedCallers.CameByKnownProxy(context)
            ? hosts.Allows(uri.Host) && (site == "same-origin" || (site.Length == 0 && isSameName))
            : mode == AuthMode.Off && isSameName && site is "same-origin" or "";
    }

    /// <summary>
    /// Without TLS browsers send no <c>Sec-Fetch-Site</c>, and no <c>Origin</c> when an image is loaded. Pages of the dashboard send their
    /// own address (<c>Referrer-Policy: same-origin</c>); another site's can leave theirs out, but not the browser's name.
    /// </summary>
    private bool MayBeAnImageOfAnotherSite(HttpContext context)
    {
        var headers = context.Request.Headers;
        return headers.Referer.ToString() is { Length: > 0 } referrer
            ? !IsOwn(referrer, context)
            : headers.UserAgent.ToString().StartsWith("Mozilla/", StringComparison.OrdinalIgnoreCase);
    }
}
