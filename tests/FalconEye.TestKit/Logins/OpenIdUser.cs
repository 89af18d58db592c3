namespace FalconEye.TestKit.Logins;

/// <summary>Who is logged in at an <see cref="OpenIdProvider"/>.</summary>
/// <param name="Subject">What tells them from everyone else there.</param>
/// <param name="Name">What they are called, which others may be too.</param>
public sealed record OpenIdUser(string Subject, string Name)
{
    /// <summary>What the identity token says beside that.</summary>
    public IReadOnlyDictionary<string, object> Claims { get; init; } = new Dictionary<string, object>();

    /// <summary>What only the user information endpoint says.</summary>
    public IReadOnlyDictionary<string, object> Information { get; init; } = new Dictionary<string, object>();
}
