using Microsoft.AspNetCore.Authentication.Cookies;

namespace FalconEye.Api.Edge;

/// <summary>
/// Under HTTPS the cookie's name begins with <c>__Host-</c>: browsers then accept it from this host over HTTPS only, so that no program on
/// another port, nor a sub-domain, can plant one (RFC 6265bis, section 4.1.3.2).
/// </summary>
internal sealed class SessionCookies : ICookieManager
{
    private const string Prefix = "__Host-";
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, NameOf(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, NameOf(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, NameOf(context, key), options);

    private static string NameOf(HttpContext context, string key) => context.Request.IsHttps ? Prefix + key : key;
}
