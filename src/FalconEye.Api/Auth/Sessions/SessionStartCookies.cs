using FalconEye.Api.Edge;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace FalconEye.Api.Auth.Sessions;

/// <summary>
/// Hides the cookie of the request from the cookie handler that begins sessions. The handler renews the session of the request instead of
/// beginning one when there is a cookie (https://github.com/dotnet/aspnetcore/issues/22135): the browser would stay in the old session, and
/// who planted its cookie would be in the user's.
/// </summary>
internal sealed class SessionStartCookies : ICookieManager
{
    private readonly SessionCookies _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => null;

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, key, value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _cookies.DeleteCookie(context, key, options);
}
