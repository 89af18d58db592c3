using System.Globalization;
using System.Text.Json;

namespace FalconEye.Api.Auth.Login;

/// <summary>The refused logins of an address in an hour, as their event keeps them.</summary>
/// <param name="Count">How many.</param>
/// <param name="Users">Users whose names were tried, not all when there are many.</param>
/// <param name="LockedUntil">Until when its attempts are not looked at, UTC.</param>
internal sealed record FailedLogins(int Count, IReadOnlyList<string> Users, DateTime? LockedUntil)
{
    private const int MaxNames = 10;
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Those before the first.</summary>
    internal static FailedLogins None { get; } = new(0, [], null);

    internal static FailedLogins Read(string data) => JsonSerializer.Deserialize<FailedLogins>(data, Json)!;

    internal string Write() => JsonSerializer.Serialize(this, Json);

    internal FailedLogins With(string? userName, DateTime? lockedUntil) => new(
        Count + 1,
        userName is null || Users.Contains(userName) || Users.Count == MaxNames ? Users : [.. Users, userName],
        lockedUntil ?? LockedUntil);

    internal string Describe(string address)
    {
        var logins = Count == 1 ? "A login" : string.Create(CultureInfo.InvariantCulture, $"{Count} logins within an hour");
        var names = Users.Count == 0 ? "" : $" as {string.Join(", ", Users)}";
        var locked = LockedUntil is { } until
            ? string.Create(CultureInfo.InvariantCulture, $" Further ones were not looked at until {until:HH:mm:ss} UTC.")
            : "";
        return $"{logins} from {address}{names} {(Count == 1 ? "was" : "were")} refused.{locked}";
    }
}
