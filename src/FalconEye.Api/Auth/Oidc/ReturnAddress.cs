namespace FalconEye.Api.Auth.Oidc;

/// <summary>Where a browser is sent after a login: to a page of this dashboard, and nowhere else.</summary>
internal static class ReturnAddress
{
    private const string Home = "/";
    private const int MaxLength = 2048;

    /// <summary>The address, if it is one of a page here.</summary>
    /// <returns>
    /// The first page for anything else: another site, also as browsers read <c>//site</c> and <c>/\site</c>, or a call of the API.
    /// </returns>
    internal static string ToPage(string? address) =>
        address is ['/', ..] and not ['/', '/', ..]
        && address.Length <= MaxLength
        && address.All(letter => letter is > ' ' and <= '~' and not '\\')
        && !address.StartsWith("/api", StringComparison.OrdinalIgnoreCase)
            ? address
            : Home;

    /// <summary>The login page, saying what went wrong.</summary>
    internal static string ToLogin(OidcProblem problem) => $"/login?problem={problem.ToString().ToLowerInvariant()}";
}
