using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Motion;

/// <summary>What a camera's motion detection sees at this moment.</summary>
/// <param name="Time">When the frame was taken; <see langword="null"/> while none comes.</param>
/// <param name="Areas">What differs from the background within the zones, largest first: at most 10, those that are too small to count as well.</param>
internal sealed record MotionNowResponse(DateTime? Time, IReadOnlyList<MovingArea> Areas);
