using FalconEye.Api.Auth.Links;
using Scalar.AspNetCore;

namespace FalconEye.Api.Auth.Http;

/// <summary>
/// The headers that browsers get about every answer (the same that nginx says in a cluster, <c>frontend/nginx.conf.template</c>).
/// </summary>
internal static class SecurityHeaders
{
    private const string Page =
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Answers here are of one caller at one time. Endpoints that know better replace the header.</summary>
    private static readonly string[] PrivatePaths = ["/api", "/mcp", "/metrics", "/openapi", "/docs"];

    /// <summary>Sets them before anything is answered: a stream of pictures writes its head itself.</summary>
    internal static WebApplication UseSecurityHeaders(this WebApplication app, ServerOptions options)
    {
        // A self-signed certificate must be replaceable: with this header browsers would refuse it for good.
        var usersCertificate = options.Tls is { IsOn: true, CertificatePath: not null };
        app.Use((context, next) =>
        {
            Set(context, usersCertificate);
            return next(context);
        });
        return app;
    }

    /// <summary>Lets the reference page run the script that it starts with, and no other.</summary>
    internal static void AllowReferenceScript(HttpContext context) => context.Response.OnStarting(() =>
    {
        if (context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
        {
            context.Response.Headers.ContentSecurityPolicy = ReferenceOf(nonce);
        }

        return Task.CompletedTask;
    });

    /// <summary>
    /// The reference page brings fonts along, and starts by a script inside of it, which is known by a number that is new for each answer.
    /// </summary>
    private static string ReferenceOf(string nonce) =>
        $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static void Set(HttpContext context, bool usersCertificate)
    {
        var (headers, path) = (context.Response.Headers, context.Request.Path);
        headers.ContentSecurityPolicy = Page;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // A signed link may be embedded in a page of another site: that is what it is made for.
        headers["Cross-Origin-Resource-Policy"] = context.Request.Query.ContainsKey(StreamLinks.Parameter) ? "cross-origin" : "same-origin";
        if (usersCertificate && context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        if (PrivatePaths.Any(prefix => path.StartsWithSegments(prefix)))
        {
            headers.CacheControl = "no-store";
        }
    }
}
