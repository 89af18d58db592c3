namespace FalconEye.Api.HomeAssistant;

/// <summary>What the broker is to keep for a topic.</summary>
/// <param name="Text">The payload, unless it is a picture.</param>
/// <param name="PictureOf">The event whose picture is the payload.</param>
internal sealed record RetainedMessage(string Text, long? PictureOf = null)
{
    /// <summary>Stands for what an earlier run has left at the broker.</summary>
    internal static RetainedMessage Unknown { get; } = new("?");
}
