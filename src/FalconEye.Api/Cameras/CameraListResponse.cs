namespace FalconEye.Api.Cameras;

/// <summary>Cameras, newest first.</summary>
/// <param name="Cameras">This page of them.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record CameraListResponse(IReadOnlyList<CameraResponse> Cameras, int Total);
