namespace FalconEye.Onvif;

/// <summary>A device answers, and not with what was asked for. The message is for people and holds no credentials.</summary>
/// <param name="reason">One of <see cref="Contracts.Cameras.FailureReasons"/>.</param>
/// <param name="message">What happened and what to do about it.</param>
/// <param name="inner">What was wrong with the answer, where something else noticed.</param>
public sealed class OnvifException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="Contracts.Cameras.FailureReasons"/>.</summary>
    public string Reason { get; } = reason;
}
