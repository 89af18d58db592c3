namespace FalconEye.Data.Chat;

/// <summary>Who speaks in a conversation.</summary>
public enum ChatSpeaker
{
    /// <summary>A user.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}
