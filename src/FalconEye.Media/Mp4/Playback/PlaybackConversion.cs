namespace FalconEye.Media.Mp4.Playback;

/// <summary>What a recording's segments become when they are converted to H.264.</summary>
/// <param name="MimeType">For a browser, with codecs.</param>
/// <param name="KeepsSound">Whether its sound is one that browsers play, and is copied.</param>
public sealed record PlaybackConversion(string MimeType, bool KeepsSound);
