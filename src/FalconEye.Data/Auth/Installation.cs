namespace FalconEye.Data.Auth;

/// <summary>
/// The one row that says that the server was set up, so that setup never opens again, whatever becomes of the users. A transaction that
/// must be the only one of its kind updates this row first, and so waits for the others.
/// </summary>
public sealed class Installation
{
    /// <summary>The id of the only row.</summary>
    public const int OnlyId = 1;

    /// <summary>Its id, always <see cref="OnlyId"/>.</summary>
    public int Id { get; init; } = OnlyId;

    /// <summary>When the first administrator was made, UTC.</summary>
    public required DateTime SetUpAt { get; set; }
}
