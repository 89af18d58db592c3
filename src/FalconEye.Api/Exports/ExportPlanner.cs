using FalconEye.Api.Recordings.Playback;
using FalconEye.Data.Recordings;
using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Exports;

/// <summary>Finds out what an export of a camera will have, and what is missing in it and why. What is planned stays open until it is written.</summary>
internal sealed class ExportPlanner(PlaybackService playback, RecordingReader reader, ExportGaps gaps)
{
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

            var spans = videos.SelectMany(video => video.Taken).Select(part => (part.Start + part.Part.Begin, part.Start + part.Part.End));
            return new PlannedCamera(camera, videos, await gaps.FindAsync(camera, spans, unreadable, from, to, cancellationToken));
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

        video.Taken.Add((recording.Id, recording.StartTime, file, part));
        if (isNew)
        {
            videos.Add(video);
        }
    }
}
