namespace FalconEye.Data.Chat;

/// <summary>A change that the assistant proposes, and that is made only when a user confirms it.</summary>
public sealed class Proposal
{
    /// <summary>The <see cref="Arguments"/> once they are not needed any more.</summary>
    public const string NoArguments = "{}";

    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The conversation it comes from; null for one from an MCP client or a chat without a session.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The acting tool, for example <c>stop_camera</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>
    /// What the tool is called with once a user agrees: a JSON object. May hold a camera's password, so it is encrypted, never shown, and
    /// removed once the proposal is answered or has expired.
    /// </summary>
    public required string Arguments { get; set; }

    /// <summary>The change in one sentence, without credentials.</summary>
    public required string Summary { get; init; }

    /// <summary>Each field that would change, with its value before and after, without credentials: a JSON array.</summary>
    public required string Changes { get; init; }

    /// <summary>The camera that would change; null for one to be added.</summary>
    public Guid? CameraId { get; init; }

    /// <summary>Where the request comes from: <c>chat</c> or <c>mcp</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>The user behind the request; <see langword="null"/> for a token of the command line, and without logins.</summary>
    public Guid? RequestedById { get; init; }

    /// <summary>Who asked, as a text for users: a user, or a user's token; <see langword="null"/> where logins are off.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>The result.</summary>
    public ProposalStatus Status { get; set; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Until when it can be answered, UTC.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>When it was answered, UTC.</summary>
    public DateTime? AnsweredAt { get; set; }

    /// <summary>Name of the user who confirmed or declined.</summary>
    public string? AnsweredBy { get; set; }

    /// <summary>What happened then, as text for users.</summary>
    public string? Result { get; set; }
}
