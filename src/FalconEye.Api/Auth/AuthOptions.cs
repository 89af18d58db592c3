using System.Net;
using FalconEye.Api.Auth.Oidc;

namespace FalconEye.Api.Auth;

/// <summary>How the server is configured to let users in.</summary>
public sealed record AuthOptions
{
    /// <summary>Whether it asks who is calling.</summary>
    public required AuthMode Mode { get; init; }

    /// <summary>The code that makes the first administrator; <see langword="null"/> has one made up and logged.</summary>
    public string? SetupCode { get; init; }

    /// <summary>The master key; <see langword="null"/> for the one of the data directory.</summary>
    public byte[]? DataProtectionKey { get; init; }

    /// <summary>The master key before that one, while what it encrypted is to be encrypted again.</summary>
    public byte[]? FormerDataProtectionKey { get; init; }

    /// <summary>The proxies that are believed when they say who is calling.</summary>
    public required IReadOnlyList<IPNetwork> KnownProxies { get; init; }

    /// <summary>How many calls a minute one caller may make; zero for no limit.</summary>
    public required int RateLimitPerMinute { get; init; }

    /// <summary>The OpenID Connect provider that users may log in with; <see langword="null"/> for none.</summary>
    public OidcOptions? LoginProvider { get; init; }
}
