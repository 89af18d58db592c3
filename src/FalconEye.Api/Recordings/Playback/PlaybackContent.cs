using FalconEye.Data.Recordings;
using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>What can be played of a period.</summary>
/// <param name="Recordings">Oldest first.</param>
/// <param name="Missing">What cannot be played now.</param>
internal sealed record PlaybackContent(IReadOnlyList<PlayableRecording> Recordings, IReadOnlyList<MissingRecording> Missing);

/// <summary>A recording that can be played.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="MimeType">Its codecs.</param>
/// <param name="Conversion">What its segments become for a browser that does not play them; <see langword="null"/> when every browser does.</param>
/// <param name="InitLength">Bytes at the beginning of its fragmented form that a player needs before any segment.</param>
/// <param name="Duration">How far it can be played.</param>
/// <param name="Segments">The segments that reach into the period; at least one.</param>
internal sealed record PlayableRecording(
    Recording Recording, string MimeType, PlaybackConversion? Conversion, int InitLength, TimeSpan Duration, IReadOnlyList<PlaybackSegment> Segments);
