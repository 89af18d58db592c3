using FalconEye.Api.Problems;

namespace FalconEye.Api.Edge;

/// <summary>Refuses requests for host names that are not the server's, before anything else looks at them.</summary>
internal static class HostGuard
{
    private const int LongestShown = 100;

    internal static WebApplication UseHostGuard(this WebApplication app)
    {
        var allowed = app.Services.GetRequiredService<AllowedHosts>();
        app.Use((context, next) =>
        {
            // No browser leaves the header out; programs of HTTP/1.0 do.
            var host = context.Request.Host;
            return !host.HasValue || allowed.Allows(host.Host) ? next(context) : RefuseAsync(context, host.Host);
        });
        return app;
    }

    /// <summary>The sentence that names the host and the setting.</summary>
    internal static string Explain(string host) =>
        $"This server does not answer to the name \"{(host.Length > LongestShown ? host[..LongestShown] + "…" : host)}\". If the name is yours, add it to ALLOWED_HOSTS.";

    /// <summary>421 (RFC 9110, section 15.5.20).</summary>
    private static Task RefuseAsync(HttpContext context, string host) =>
        Problem.Misdirected(Explain(host)).ExecuteAsync(context);
}
