using FalconEye.Data.Auth;

namespace FalconEye.Api.Auth.Oidc;

/// <summary>The OpenID Connect provider that users may log in with (docs/decisions/0017-openid-connect.md).</summary>
public sealed record OidcOptions
{
    /// <summary>Its address, below which <c>/.well-known/openid-configuration</c> stands.</summary>
    public required Uri Authority { get; init; }

    /// <summary>What the provider calls this server.</summary>
    public required string ClientId { get; init; }

    /// <summary>
    /// What proves to the provider that it is this server; <see langword="null"/> where the provider wants no more than PKCE.
    /// </summary>
    public string? ClientSecret { get; init; }

    /// <summary>What users know it by, for the button.</summary>
    public required string Name { get; init; }

    /// <summary>What the provider is asked to tell.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The claim that says what a user may do; <see langword="null"/> when administrators here say it.</summary>
    public string? RoleClaim { get; init; }

    /// <summary>The values of that claim which make a role, the highest role first.</summary>
    public required IReadOnlyList<(UserRole Role, IReadOnlyList<string> Values)> Roles { get; init; }
}
