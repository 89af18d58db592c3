namespace FalconEye.Rtsp;

/// <summary>What a source sends.</summary>
/// <param name="Tracks">The tracks that are read, video first.</param>
/// <param name="LeftOut">
/// For each track that is not read one sentence for the camera's page, such as "Audio in X-VENDOR-ADPCM is not supported." Never contains a credential.
/// </param>
public sealed record StreamDescription(IReadOnlyList<TrackDescription> Tracks, IReadOnlyList<string> LeftOut)
{
    /// <summary>The video track; <see langword="null"/> for a source without one.</summary>
    public TrackDescription? Video => Tracks.FirstOrDefault(track => track.Kind == TrackKind.Video);

    /// <summary>The audio track; <see langword="null"/> for a source without one.</summary>
    public TrackDescription? Audio => Tracks.FirstOrDefault(track => track.Kind == TrackKind.Audio);
}
