using FalconEye.Api.Problems;

namespace FalconEye.Api.Edge;

/// <summary>Refuses requests for host names that are not the server's, before anything else looks at them.</summary>
internal static class HostGuard
{
    private const int MaxShownLength = 100;

    internal static WebApplication UseHostGuard(this WebApplication app)
    {
        var allowed = app.Services.GetRequiredService<AllowedHosts>();
        app.Use((context, next) =>
        {
            // No browser leaves the header out; programs of HTTP/1.0 do.
            var host = HostOf(context.Request);
            return host.Length == 0 || allowed.Allows(host) ? next(context) : RefuseAsync(context, host);
        });
        return app;
    }

    /// <summary>A name that only looks like an internationalised one (<c>xn--</c>, RFC 5891) cannot be read, and is no one's.</summary>
    private static string HostOf(HttpRequest request)
    {
        try
        {
            return request.Host.Host;
        }
        catch (ArgumentException)
        {
            return request.Headers.Host.ToString();
        }
    }

    /// <summary>The sentence that names the host and the setting.</summary>
    internal static string Explain(string host) =>
        $"This server does not answer to the name \"{(host.Length > MaxShownLength ? host[..MaxShownLength] + "…" : host)}\". If the name is yours, add it to ALLOWED_HOSTS.";

    /// <summary>421 (RFC 9110, section 15.5.20).</summary>
    private static Task RefuseAsync(HttpContext context, string host) =>
        Problem.Misdirected(Explain(host)).ExecuteAsync(context);
}
