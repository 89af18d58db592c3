namespace FalconEye.Data.Alerts;

/// <summary>
/// The key by which push services know this server (RFC 8292): one row, made once. Every subscription belongs to it, so a new one would
/// end them all.
/// </summary>
public sealed class PushKey
{
    /// <summary>The id of the only row.</summary>
    public const int TheOne = 1;

    /// <summary>What is read of <see cref="PrivateKey"/> where no key opens it.</summary>
    public const string Unreadable = "";

    /// <summary>Always <see cref="TheOne"/>.</summary>
    public int Id { get; init; } = TheOne;

    /// <summary>The private key on the curve P-256: PKCS #8 in base64, encrypted in the database.</summary>
    public required string PrivateKey { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}
