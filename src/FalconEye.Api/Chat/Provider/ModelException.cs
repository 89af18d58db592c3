namespace FalconEye.Api.Chat.Provider;

/// <summary>Why the model gives no answer, as a text for the user who asked.</summary>
internal sealed class ModelException(string message, bool isPassing = false, TimeSpan? wait = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Whether the same question may be answered a moment later.</summary>
    internal bool IsPassing => isPassing;

    /// <summary>How long the provider asks to wait, if it says so.</summary>
    internal TimeSpan? Wait => wait;
}
