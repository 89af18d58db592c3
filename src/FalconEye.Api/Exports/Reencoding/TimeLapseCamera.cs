using FalconEye.Data.Recordings;
using FalconEye.Media.Mp4.Playback;
using FalconEye.Media.Mp4.Reencoding;

namespace FalconEye.Api.Exports.Reencoding;

/// <summary>
/// A time-lapse of a camera: those of its keyframes that are shown at the chosen speed, each as long after the first as it was recorded. Nothing else of the
/// recordings is read. Gaps take no time.
/// </summary>
internal sealed class TimeLapseCamera(ExportJob job, ExportCamera camera, TimeZoneInfo? zone, EncodingTools tools, Action<double> onProgress)
    : EncodedCamera(job, camera, zone, tools, onProgress)
{
    /// <summary>Between two pictures, at least.</summary>
    private static readonly TimeSpan Picture = TimeSpan.FromSeconds(1) / TimeLapse.PicturesPerSecond;

    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private const int MostPictures = 100;
    private const long MostBytes = 40L * 1024 * 1024;
    private const long LargestPicture = 16L * 1024 * 1024;

    private readonly double _speed = job.Encoding!.Speed!.Value;
    private TimeSpan _recorded;
    private DateTime _until = job.From;
    private TimeSpan? _last;

    protected override bool KeepsSound => false;

    protected override IEnumerable<EncodingStep> StepsOf(Recording recording, PlaybackIndex index)
    {
        var from = _until - recording.StartTime;
        var begin = from > TimeSpan.Zero ? from : TimeSpan.Zero;
        var end = Job.To - recording.StartTime;
        end = end < index.Duration ? end : index.Duration;
        if (end <= begin)
        {
            yield break;
        }

        var (batch, first, covered) = ((PictureBatch?)null, TimeSpan.Zero, begin);
        foreach (var keyframe in KeyframePosition.AllOf(index).Where(keyframe => keyframe.Time >= begin && keyframe.Time < end && keyframe.Length <= LargestPicture))
        {
            var at = (_recorded + (keyframe.Time - begin)) / _speed;
            if (at - _last < Picture - Rounding)
            {
                continue;
            }

            if (batch is not null && (batch.Count == MostPictures || batch.PictureLength + keyframe.Length > MostBytes))
            {
                yield return StepOf(batch, covered, keyframe.Time, first, at);
                (batch, covered) = (null, keyframe.Time);
            }

            if (batch is null)
            {
                (batch, first) = (PictureBatch.OfKeyframes(index, Caption), at);
            }

            batch.Add(keyframe, at, recording.StartTime + keyframe.Time);
            _last = at;
        }

        yield return batch is null ? new EncodingStep(covered, end) : StepOf(batch, covered, end, first, _last!.Value + Picture);
        _recorded += end - begin;
        _until = recording.StartTime + end;
    }

    private static EncodingStep StepOf(PictureBatch batch, TimeSpan begin, TimeSpan end, TimeSpan first, TimeSpan until) =>
        new(begin, end) { Batch = batch, At = first, Origin = first, Length = until - first };
}
