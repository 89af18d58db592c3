namespace FalconEye.Api.Recordings.Previews;

/// <summary>A small picture of a moment.</summary>
/// <param name="Jpeg">The picture, 90 pixels high.</param>
/// <param name="Time">When it was taken, UTC: the keyframe's time, at or before the moment that was asked for.</param>
/// <param name="Tag">Changes with the picture.</param>
/// <param name="IsGrowing">Whether the recording still grows, so that a later picture may be the nearest soon.</param>
internal sealed record PreviewPicture(byte[] Jpeg, DateTime Time, string Tag, bool IsGrowing);
