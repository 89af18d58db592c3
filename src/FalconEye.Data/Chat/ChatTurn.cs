namespace FalconEye.Data.Chat;

/// <summary>
/// One message of a conversation as a user sees it: a question, or the whole answer with everything that was looked up for it.
/// </summary>
public sealed class ChatTurn
{
    /// <summary>A <see cref="Transcript"/> of nothing.</summary>
    public const string NoTranscript = "[]";

    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The conversation.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Its place in the conversation, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Whether the user or the model wrote it.</summary>
    public required ChatSpeaker Role { get; init; }

    /// <summary>The text that users see.</summary>
    public required string Content { get; init; }

    /// <summary>Everything that the model is shown of it: text, calls of tools and their results, as a JSON array of messages.</summary>
    public string Transcript { get; init; } = NoTranscript;

    /// <summary>When it was sent, UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}
