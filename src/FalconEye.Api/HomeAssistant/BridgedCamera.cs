namespace FalconEye.Api.HomeAssistant;

/// <summary>What Home Assistant gets to know of a camera.</summary>
/// <param name="Id">The camera.</param>
/// <param name="Name">What users call it.</param>
/// <param name="Location">Where it is.</param>
/// <param name="IsOnline">Whether its picture comes.</param>
/// <param name="LooksForMotion">Whether motion detection is on, or the camera reports its own.</param>
/// <param name="IsMoving">Whether something moves.</param>
/// <param name="IsRecordingDesired">Whether it is to be recorded, always or by its schedule.</param>
/// <param name="PictureEvent">The latest event of which there is a picture.</param>
internal sealed record BridgedCamera(
    Guid Id, string Name, string? Location, bool IsOnline, bool LooksForMotion, bool IsMoving, bool IsRecordingDesired, long? PictureEvent)
{
    /// <summary>The labels of objects that are looked for.</summary>
    internal IReadOnlyList<string> WantedObjects { get; init; } = [];

    /// <summary>The labels of those that are seen now.</summary>
    internal IReadOnlyList<string?> SeenObjects { get; init; } = [];
}
