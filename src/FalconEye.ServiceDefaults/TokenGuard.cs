using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FalconEye.ServiceDefaults;

/// <summary>Keeps everyone but the server out of a camera's relay and recorder.</summary>
public static class TokenGuard
{
    /// <summary>
    /// Answers 401 to who does not show <paramref name="token"/> as <c>Authorization: Bearer</c>, but for the health probes, which say
    /// nothing more than that. One comparison at the start of a request, in a time that does not tell how much was right.
    /// </summary>
    /// <param name="app">The program.</param>
    /// <param name="token">The token; <see langword="null"/> accepts every caller, for a program that is started by hand.</param>
    /// <param name="further">A path that a second token opens as well, and that alone; no token for none.</param>
    public static WebApplication UseTokenGuard(this WebApplication app, string? token, (string Path, string? Token) further = default)
    {
        if (token is null)
        {
            return app;
        }

        var expected = Encoding.UTF8.GetBytes($"Bearer {token}");
        var other = further.Token is null ? null : Encoding.UTF8.GetBytes($"Bearer {further.Token}");
        app.Use(async (context, next) =>
        {
            var isOpen = context.Request.Path.StartsWithSegments("/healthz")
                || Shows(context.Request, expected)
                || (other is not null && context.Request.Path == further.Path && Shows(context.Request, other));
            if (isOpen)
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer";
        });
        return app;
    }

    private static bool Shows(HttpRequest request, byte[] expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), expected);
}
