namespace FalconEye.Api.Recordings;

/// <summary>What was deleted.</summary>
/// <param name="Message">A text for users.</param>
/// <param name="Id">The recording.</param>
/// <param name="FileDeleted">Whether its file went too.</param>
public sealed record RecordingDeletedResponse(string Message, string Id, bool FileDeleted);
