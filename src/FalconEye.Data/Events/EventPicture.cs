namespace FalconEye.Data.Events;

/// <summary>The picture of an event; deleted with it.</summary>
public sealed class EventPicture
{
    /// <summary>The event's place in the log.</summary>
    public required long EventId { get; init; }

    /// <summary>A small JPEG.</summary>
    public required byte[] Jpeg { get; init; }
}
