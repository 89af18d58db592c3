namespace FalconEye.Api.Recordings;

/// <summary>Recordings, newest first.</summary>
/// <param name="Recordings">This page of them.</param>
/// <param name="Count">How many match in all.</param>
public sealed record RecordingListResponse(IReadOnlyList<RecordingResponse> Recordings, int Count);
