using FalconEye.Api.Auth.Links;

namespace FalconEye.Api.Auth;

/// <summary>The ways to be recognised.</summary>
internal static class AuthSchemes
{
    /// <summary>Chooses one of the others by what a request carries.</summary>
    internal const string Any = "Any";

    /// <summary>A user's cookie.</summary>
    internal const string Session = "Session";

    /// <summary>Begins a <see cref="Session"/>, whatever cookie the request carries.</summary>
    internal const string SessionStart = "SessionStart";

    /// <summary><c>Authorization: Bearer</c>: an API token or a recorder's credential.</summary>
    internal const string Bearer = "Bearer";

    /// <summary><c>?token=</c>: a signed link to one stream or recording.</summary>
    internal const string Link = "Link";

    /// <summary>The OpenID Connect provider, for a moment: what it says begins a <see cref="Session"/>.</summary>
    internal const string Oidc = "Oidc";

    /// <summary>Logins are off.</summary>
    internal const string Open = "Open";

    /// <summary>Which one a request is judged by.</summary>
    internal static string Choose(HttpContext context, AuthMode mode) =>
        mode == AuthMode.Off ? Open
        : context.Request.Headers.Authorization.Count > 0 ? Bearer
        : context.Request.Query.ContainsKey(StreamLinks.Parameter) ? Link
        : Session;
}
