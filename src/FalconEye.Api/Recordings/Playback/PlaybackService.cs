using FalconEye.Api.Problems;
using FalconEye.Api.Recordings.Conversion;
using FalconEye.Api.Recordings.Coverage;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Recordings;
using FalconEye.Media.Mp4.Playback;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>Finds what can be played of a camera in a period.</summary>
internal sealed class PlaybackService(FalconEyeContext database, RecordingReader reader, CoverageReader coverage, TimeProvider time)
{
    /// <summary>A file longer than this is not found by a time in its middle: <c>SEGMENT_DURATION</c> is a day at most.</summary>
    internal static readonly TimeSpan MaxFile = TimeSpan.FromHours(25);

    /// <summary>More files than this are not opened for one answer.</summary>
    private const int MostFiles = 3000;

    /// <summary>The period's files with their segments.</summary>
    internal async Task<Result<PlaybackContent>> ReadAsync(Guid cameraId, PlaybackPeriod period, CancellationToken cancellationToken)
    {
        if (!await database.Cameras.AnyAsync(camera => camera.Id == cameraId, cancellationToken))
        {
            return Refusal.CameraNotFound(cameraId);
        }

        var recordings = await RecordingsIn(cameraId, period, cancellationToken);
        if (recordings.Count > MostFiles)
        {
            return Refusal.Invalid("to", $"The period has more than {MostFiles} files: let \"to\" be closer to \"from\".");
        }

        List<PlayableRecording> playable = [];
        List<MissingRecording> missing = [];
        HashSet<string> unreachable = [];
        foreach (var recording in recordings)
        {
            if (recording.NodeName is { } node && unreachable.Contains(node))
            {
                missing.Add(MissingOf(recording, $"Node {node} cannot be reached now."));
                continue;
            }

            var opened = await reader.OpenAsync(recording, cancellationToken);
            if (opened.TryGet(out var file, out var refusal))
            {
                using (file)
                {
                    AddTo(playable, recording, file.Index, period);
                }

                continue;
            }

            missing.Add(MissingOf(recording, refusal.Text));
            if (refusal.Kind == RefusalKind.Unavailable && recording.NodeName is { } away)
            {
                unreachable.Add(away);
            }
        }

        return new PlaybackContent(playable, missing);
    }

    /// <summary>The period as the dashboard's timeline shows it.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="period">The period.</param>
    /// <param name="withSegments">Whether files are opened for their segments; without, only what the database knows is answered.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<Result<PlaybackResponse>> DescribeAsync(
        Guid cameraId, PlaybackPeriod period, bool withSegments, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([cameraId], cancellationToken) is not { } camera)
        {
            return Refusal.CameraNotFound(cameraId);
        }

        PlaybackContent? content = null;
        if (withSegments && !(await ReadAsync(cameraId, period, cancellationToken)).TryGet(out content, out var refusal))
        {
            return refusal;
        }

        var files = content is null
            ? [.. (await RecordingsIn(cameraId, period, cancellationToken)).Select(FileOf)]
            : content.Recordings.Select(FileOf).ToList();
        var report = await coverage.ReadAsync(camera, period.From, period.To, cancellationToken);
        return new PlaybackResponse(
            cameraId,
            report.From,
            report.To,
            files,
            [.. report.Gaps.Select(PlaybackGap.Of)],
            [.. report.Quiet.Select(PlaybackGap.Of)],
            content?.Missing ?? []);
    }

    /// <summary>The recordings that reach into a period, oldest first; one more than <see cref="MostFiles"/> at most.</summary>
    internal async Task<IReadOnlyList<Recording>> ListAsync(Guid cameraId, PlaybackPeriod period, CancellationToken cancellationToken) =>
        await RecordingsIn(cameraId, period, cancellationToken);

    private Task<List<Recording>> RecordingsIn(Guid cameraId, PlaybackPeriod period, CancellationToken cancellationToken)
    {
        var earliest = period.From - MaxFile;
        return database.Recordings.AsNoTracking()
            .Where(recording => recording.CameraId == cameraId && recording.StartTime < period.To && recording.StartTime > earliest)
            .Where(recording => recording.StartTime >= period.From || recording.EndTime == null || recording.EndTime > period.From)
            .Where(recording => recording.Status != RecordingStatus.Failed)
            .OrderBy(recording => recording.StartTime)
            .Take(MostFiles + 1)
            .ToListAsync(cancellationToken);
    }

    private static void AddTo(List<PlayableRecording> playable, Recording recording, PlaybackIndex index, PlaybackPeriod period)
    {
        var segments = index.Segments
            .Where(segment => recording.StartTime + segment.Start + segment.Duration > period.From && recording.StartTime + segment.Start < period.To)
            .ToList();
        if (segments.Count > 0)
        {
            playable.Add(new PlayableRecording(recording, index.MimeType, index.Conversion, index.Init.Length, index.Duration, segments));
        }
    }

    private static PlaybackFile FileOf(PlayableRecording playable) => new(
        playable.Recording.Id,
        playable.Recording.StartTime,
        playable.Recording.StartTime + playable.Duration,
        playable.Recording.Status == RecordingStatus.Recording,
        FragmentsEndpoint.PathOf(playable.Recording.Id),
        playable.MimeType,
        playable.Conversion is null ? null : ConversionEndpoint.PathOf(playable.Recording.Id),
        playable.Conversion?.MimeType,
        playable.InitLength,
        [.. playable.Segments.Select(segment =>
            (double[])[Math.Round(segment.Start.TotalSeconds, 6), Math.Round(segment.Duration.TotalSeconds, 6), segment.Offset, segment.Length])]);

    private PlaybackFile FileOf(Recording recording) =>
        new(recording.Id, recording.StartTime, EndOf(recording), recording.Status == RecordingStatus.Recording, null, null, null, null, null, null);

    private MissingRecording MissingOf(Recording recording, string reason) =>
        new(recording.Id, recording.StartTime, EndOf(recording), recording.NodeName, reason);

    private DateTime EndOf(Recording recording) =>
        recording.EndTime ?? (recording.Status == RecordingStatus.Recording ? time.GetUtcNow().UtcDateTime : recording.StartTime);
}
