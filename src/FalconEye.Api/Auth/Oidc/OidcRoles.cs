using System.Security.Claims;
using System.Text.Json;
using FalconEye.Data.Auth;

namespace FalconEye.Api.Auth.Oidc;

/// <summary>
/// Reads a user's role from what the provider says of them. A claim may be a text, several, or lie inside another one, as Keycloak's
/// <c>realm_access.roles</c> does.
/// </summary>
internal static class OidcRoles
{
    /// <summary>The name of the whole claim that holds the one which is asked for.</summary>
    internal static string OuterClaim(string claim) => claim.Contains("://", StringComparison.Ordinal) ? claim : claim.Split('.')[0];

    /// <summary>The highest role that one of the values makes; none when none of them makes one.</summary>
    internal static UserRole RoleOf(ClaimsPrincipal person, OidcOptions options)
    {
        var values = ValuesOf(person, options.RoleClaim!);
        return options.Roles.FirstOrDefault(role => role.Values.Any(values.Contains)).Role;
    }

    private static HashSet<string> ValuesOf(ClaimsPrincipal person, string claim)
    {
        var outer = OuterClaim(claim);
        string[] inner = claim == outer ? [] : claim.Split('.')[1..];
        return [.. person.FindAll(outer).SelectMany(found => ReadTexts(found.Value, inner))];
    }

    /// <summary>A claim's value is text, or JSON for what is no text.</summary>
    private static IEnumerable<string> ReadTexts(string value, string[] path)
    {
        if (value is not ['{' or '[' or '"', ..])
        {
            return path.Length == 0 ? [value] : [];
        }

        try
        {
            using var json = JsonDocument.Parse(value);
            var element = json.RootElement;
            return path.All(name => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out element)) ? [.. TextsOf(element)] : [];
        }
        catch (JsonException)
        {
            // A group may be called "[x".
            return path.Length == 0 ? [value] : [];
        }
    }

    private static IEnumerable<string> TextsOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };
}
