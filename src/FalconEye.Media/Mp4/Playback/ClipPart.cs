namespace FalconEye.Media.Mp4.Playback;

/// <summary>What a clip has of a recording.</summary>
/// <param name="Begin">Where it begins in the recording.</param>
/// <param name="End">Where it ends in the recording.</param>
/// <param name="At">Where it begins in the clip.</param>
/// <param name="Parts">The bytes of the recording's file that follow each other in the clip.</param>
public sealed record ClipPart(TimeSpan Begin, TimeSpan End, TimeSpan At, IReadOnlyList<FilePart> Parts);
