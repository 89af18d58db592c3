namespace FalconEye.Data.Chat;

/// <summary>A conversation with the assistant.</summary>
public sealed class ChatSession
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is; null on a server without logins.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>What it is called; null until a user names it or asks the first question, which then names it.</summary>
    public string? Name { get; set; }

    /// <summary>When it was begun, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was last written to or renamed, UTC.</summary>
    public required DateTime UpdatedAt { get; set; }

    /// <summary>What was said, in the order of <see cref="ChatTurn.Number"/>.</summary>
    public List<ChatTurn> Turns { get; } = [];
}
