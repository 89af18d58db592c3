using System.Text.Json;
using FalconEye.Api.Recordings.Coverage;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>What can be played of a camera in a period, and what cannot.</summary>
/// <param name="CameraId">The camera.</param>
/// <param name="From">The period's beginning, UTC.</param>
/// <param name="To">Its end, UTC; not after now.</param>
/// <param name="Files">What can be played, oldest first.</param>
/// <param name="Gaps">When nothing was recorded, and why.</param>
/// <param name="Quiet">When nothing was recorded since nothing happened: the camera was recorded on events.</param>
/// <param name="Missing">What was recorded and cannot be played now, and why.</param>
internal sealed record PlaybackResponse(
    Guid CameraId,
    DateTime From,
    DateTime To,
    IReadOnlyList<PlaybackFile> Files,
    IReadOnlyList<PlaybackGap> Gaps,
    IReadOnlyList<PlaybackGap> Quiet,
    IReadOnlyList<MissingRecording> Missing);

/// <summary>A recording that can be played.</summary>
/// <param name="RecordingId">The recording.</param>
/// <param name="Start">When it begins, UTC; its segments count from here.</param>
/// <param name="End">When it ends, UTC; of one that grows, how far it can be played now.</param>
/// <param name="IsGrowing">Whether it still grows.</param>
/// <param name="Url">Its fragmented form, of which segments are byte ranges, its media time counted from 1970; <see langword="null"/> when segments were not asked for.</param>
/// <param name="MimeType">For <c>MediaSource.isTypeSupported</c>.</param>
/// <param name="ConvertedUrl">
/// Where its segments are converted to H.264, one by one: <c>?segment=</c> with a segment's offset is to be added. <see langword="null"/> when the
/// recording is H.264 already.
/// </param>
/// <param name="ConvertedMimeType">For <c>MediaSource.isTypeSupported</c>, of what is converted; each segment is a file of its own, with its init in front.</param>
/// <param name="InitLength">How many bytes at the beginning a player needs before any segment.</param>
/// <param name="Segments">The segments that reach into the period: start and duration in seconds, offset and length in bytes.</param>
internal sealed record PlaybackFile(
    string RecordingId,
    DateTime Start,
    DateTime End,
    bool IsGrowing,
    string? Url,
    string? MimeType,
    string? ConvertedUrl,
    string? ConvertedMimeType,
    int? InitLength,
    IReadOnlyList<IReadOnlyList<double>>? Segments);

/// <summary>A recording that cannot be played now.</summary>
/// <param name="RecordingId">The recording.</param>
/// <param name="Start">When it begins, UTC.</param>
/// <param name="End">When it ends, UTC.</param>
/// <param name="NodeName">The node that has it.</param>
/// <param name="Reason">Why not, as text for users.</param>
internal sealed record MissingRecording(string RecordingId, DateTime Start, DateTime End, string? NodeName, string Reason);

/// <summary>A time without a recording.</summary>
/// <param name="From">Its beginning, UTC.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Cause">
/// <c>stopped_by_person</c>, <c>camera_lost</c>, <c>disk_full</c>, <c>recorder_lost</c>, <c>server_down</c>, <c>restarted</c>, <c>not_requested</c>,
/// <c>no_event</c> or <c>unknown</c>.
/// </param>
/// <param name="Reason">Why, as text for users.</param>
internal sealed record PlaybackGap(DateTime From, DateTime To, string Cause, string Reason)
{
    internal static PlaybackGap Of(CoverageGap gap) =>
        new(gap.From, gap.To, JsonNamingPolicy.SnakeCaseLower.ConvertName(gap.Cause.ToString()), gap.Reason);
}
