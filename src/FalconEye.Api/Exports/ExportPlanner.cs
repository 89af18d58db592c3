using System.Text.Json;
using FalconEye.Api.Recordings.Coverage;
using FalconEye.Api.Recordings.Playback;
using FalconEye.Data;
using FalconEye.Data.Recordings;
using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Exports;

/// <summary>Finds out what an export of a camera will have, and what is missing in it and why. What is planned stays open until it is written.</summary>
internal sealed class ExportPlanner(PlaybackService playback, RecordingReader reader, CoverageReader coverage, FalconEyeContext database)
{
    /// <summary>Less than this between two files is their seam.</summary>
    private static readonly TimeSpan Seam = TimeSpan.FromSeconds(1.5);

    /// <summary>Files that are open at once; a further one begins another MP4.</summary>
    private const int MostOpen = 300;

    /// <exception cref="ExportException">Nothing can be exported, or too many files are needed.</exception>
    internal async Task<PlannedCamera> PlanAsync(ExportCamera camera, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var recordings = await playback.ListAsync(camera.Id, new PlaybackPeriod(from, to), cancellationToken);
        if (recordings.Count > MostOpen)
        {
            throw new ExportException($"{camera.Name} has {recordings.Count} files in this time; at most {MostOpen} are exported at once. Export a shorter time.");
        }

        List<PlannedVideo> videos = [];
        List<(DateTime From, DateTime To, string Reason)> unreadable = [];
        try
        {
            foreach (var recording in recordings)
            {
                await AddAsync(videos, unreadable, recording, from, to, cancellationToken);
            }

            return new PlannedCamera(camera, videos, await GapsAsync(camera, videos, unreadable, from, to, cancellationToken));
        }
        catch
        {
            videos.ForEach(video => video.Dispose());
            throw;
        }
    }

    private async Task AddAsync(
        List<PlannedVideo> videos,
        List<(DateTime From, DateTime To, string Reason)> unreadable,
        Recording recording,
        DateTime from,
        DateTime to,
        CancellationToken cancellationToken)
    {
        if (!(await reader.OpenAsync(recording, cancellationToken)).TryGet(out var file, out var refusal))
        {
            unreadable.Add((recording.StartTime, recording.EndTime ?? to, refusal.Text));
            return;
        }

        var isNew = videos is not [.., var last] || !last.Clip.Fits(file.Index);
        var video = isNew ? new PlannedVideo(new RecordingClip(file.Index)) : videos[^1];
        if (video.Clip.Add(file.Index, from - recording.StartTime, to - recording.StartTime) is not { } part)
        {
            file.Dispose();
            return;
        }

        video.Parts.Add((recording.Id, recording.StartTime, file, part));
        if (isNew)
        {
            videos.Add(video);
        }
    }

    private async Task<IReadOnlyList<ExportManifest.Gap>> GapsAsync(
        ExportCamera camera,
        IEnumerable<PlannedVideo> videos,
        IReadOnlyList<(DateTime From, DateTime To, string Reason)> unreadable,
        DateTime from,
        DateTime to,
        CancellationToken cancellationToken)
    {
        var row = await database.Cameras.FindAsync([camera.Id], cancellationToken);
        var report = row is null ? null : await coverage.ReadAsync(row, from, to, cancellationToken);
        IReadOnlyList<CoverageGap> known = report is null ? [] : [.. report.Gaps, .. report.Quiet];
        List<ExportManifest.Gap> gaps = [];
        var until = from;
        foreach (var (begin, end) in videos.SelectMany(video => video.Parts).Select(part => (part.Start + part.Part.Begin, part.Start + part.Part.End)))
        {
            AddGap(until, begin);
            until = end > until ? end : until;
        }

        AddGap(until, to);
        return gaps;

        void AddGap(DateTime begin, DateTime end)
        {
            if (end - begin <= Seam)
            {
                return;
            }

            var (cause, reason) = unreadable.FirstOrDefault(item => item.From < end && item.To > begin) is { Reason: { } text }
                ? ("unreadable", text)
                : known.Where(item => item.From < end && item.To > begin).MaxBy(item => item.Seconds) is { } gap
                    ? (JsonNamingPolicy.SnakeCaseLower.ConvertName(gap.Cause.ToString()), gap.Reason)
                    : ("unknown", "There is no record of why nothing was recorded.");
            gaps.Add(new ExportManifest.Gap(begin, end, cause, reason));
        }
    }
}
