using System.Runtime.CompilerServices;
using FalconEye.Api.Recordings.Playback;
using FalconEye.Data.Recordings;
using FalconEye.Media.Captions;
using FalconEye.Media.Mp4.Playback;
using FalconEye.Media.Mp4.Reencoding;

namespace FalconEye.Api.Exports.Reencoding;

/// <summary>A camera of an export whose pictures are encoded again, some seconds at a time, while the export is written.</summary>
/// <param name="job">The export.</param>
/// <param name="camera">The camera.</param>
/// <param name="zone">The time zone of burned-in time; <see langword="null"/> for none.</param>
/// <param name="tools">What it needs.</param>
/// <param name="onProgress">Called with how far the camera is, from 0 to 1.</param>
internal abstract class EncodedCamera(ExportJob job, ExportCamera camera, TimeZoneInfo? zone, EncodingTools tools, Action<double> onProgress) : IExportSource
{
    /// <summary>What stays free for the next seconds of video, and for lists.</summary>
    private const long Reserve = 64L * 1024 * 1024;

    private readonly List<(DateTime From, DateTime To)> _spans = [];
    private readonly List<(DateTime From, DateTime To, string Reason)> _unreadable = [];

    public ExportCamera Camera => camera;

    protected ExportJob Job => job;

    /// <summary>What is burned in.</summary>
    protected Caption? Caption { get; } = zone is null ? null : new Caption(camera.Name, zone);

    /// <summary>Whether the recorded sound is kept.</summary>
    protected abstract bool KeepsSound { get; }

    public Task<IReadOnlyList<ExportManifest.Gap>> FindGapsAsync(CancellationToken cancellationToken) =>
        tools.Gaps.FindAsync(camera, _spans, _unreadable, job.From, job.To, cancellationToken);

    public async IAsyncEnumerable<IExportVideo> ReadVideosAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var scratch = tools.Folders.OpenNameless();
        EncodedVideo? video = null;
        try
        {
            await foreach (var recording in tools.ListAsync(camera.Id, job.From, job.To, cancellationToken))
            {
                if (!(await tools.Reader.OpenAsync(recording, cancellationToken)).TryGet(out var file, out var refusal))
                {
                    _unreadable.Add((recording.StartTime, recording.EndTime ?? job.To, refusal.Text));
                    continue;
                }

                using (file)
                {
                    foreach (var step in StepsOf(recording, file.Index))
                    {
                        var encoded = await EncodeAsync(step, file.Source, scratch, cancellationToken);
                        if (step.Batch is not null && encoded is null)
                        {
                            _unreadable.Add((
                                recording.StartTime + step.Begin, recording.StartTime + step.End, step.Problem ?? "This part is damaged, or of a format that FFmpeg does not know."));
                            continue;
                        }

                        if (encoded is not null && video?.Clip.Fits(file.Index, encoded) == false)
                        {
                            yield return video;
                            await video.DisposeAsync();
                            video = null;
                        }

                        if (encoded is not null)
                        {
                            video ??= Begin(recording, step, file.Index, encoded);
                            await AddAsync(video, step, encoded, file, scratch, cancellationToken);
                        }

                        Cover(video, recording, step);
                    }
                }
            }

            if (video is not null)
            {
                yield return video;
            }
        }
        finally
        {
            if (video is not null)
            {
                await video.DisposeAsync();
            }
        }
    }

    /// <summary>What is to be encoded of a recording, in order.</summary>
    protected abstract IEnumerable<EncodingStep> StepsOf(Recording recording, PlaybackIndex index);

    private async Task<EncodedBatch?> EncodeAsync(EncodingStep step, IByteSource source, FileStream scratch, CancellationToken cancellationToken) =>
        step is { Batch: { } batch, Problem: null } ? await tools.EncodeAsync(batch, source, scratch, cancellationToken) : null;

    private EncodedVideo Begin(Recording recording, EncodingStep step, PlaybackIndex index, EncodedBatch encoded) => new(
        tools.Folders.OpenSpool(job.Id),
        new EncodedClip(index, encoded, KeepsSound),
        recording.StartTime + step.Begin,
        step.At ?? TimeSpan.Zero,
        new ExportManifest.Encoded("h264", zone is null ? null : job.Encoding!.TimeZone, job.Encoding!.Speed));

    private async Task AddAsync(
        EncodedVideo video, EncodingStep step, EncodedBatch encoded, OpenedRecording file, FileStream scratch, CancellationToken cancellationToken)
    {
        // What is in the spool is written once more, into the ZIP file.
        if (tools.Folders.UsableBytes < video.DataLength + Reserve)
        {
            throw new ExportException("The server's disk has no more room for this export. Delete exports, or export a shorter time.");
        }

        var at = step.At - video.Origin ?? video.Clip.Duration;
        var pictures = video.Clip.Add(encoded, at - step.Origin - PictureBatch.Lead, at + step.Length);
        await video.AppendAsync(new LocalByteSource(scratch), pictures, cancellationToken);
        if (step.Sound is { } segment)
        {
            var sound = video.Clip.AddSound(file.Index, segment, step.Begin, step.End, at - step.Begin);
            await video.AppendAsync(file.Source, sound, cancellationToken);
        }
    }

    private void Cover(EncodedVideo? video, Recording recording, EncodingStep step)
    {
        var (from, to) = (recording.StartTime + step.Begin, recording.StartTime + step.End);
        if (video is not null)
        {
            video.Cover(recording.Id, from, to, step.At - video.Origin ?? (step.Batch is null ? video.Duration : video.Duration - step.Length));
            _spans.Add((from, to));
        }

        onProgress((to - job.From) / (job.To - job.From));
    }
}
