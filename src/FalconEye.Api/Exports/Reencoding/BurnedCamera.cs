using FalconEye.Contracts.Cameras;
using FalconEye.Data.Recordings;
using FalconEye.Media.Mp4.Playback;
using FalconEye.Media.Mp4.Reencoding;

namespace FalconEye.Api.Exports.Reencoding;

/// <summary>All pictures of a camera with the time burned in, and its sound.</summary>
internal sealed class BurnedCamera(ExportJob job, ExportCamera camera, TimeZoneInfo? zone, EncodingTools tools, Action<double> onProgress)
    : EncodedCamera(job, camera, zone, tools, onProgress)
{
    /// <summary>Room for captions and lists beside the pictures.</summary>
    private const long MostPictures = SegmentVideo.MaxBytes - (24L * 1024 * 1024);

    /// <summary>Cameras send a keyframe every few seconds.</summary>
    private static readonly TimeSpan MaxSegment = TimeSpan.FromMinutes(2);

    protected override bool KeepsSound => true;

    protected override IEnumerable<EncodingStep> StepsOf(Recording recording, PlaybackIndex index)
    {
        var (from, to) = (Job.From - recording.StartTime, Job.To - recording.StartTime);
        foreach (var segment in index.Segments.Where(segment => segment.Start + segment.Duration > from && segment.Start < to))
        {
            var begin = from > segment.Start ? from : segment.Start;
            var end = segment.Start + segment.Duration;
            end = end < to ? end : to;
            var isTooLong = segment.Duration > MaxSegment;
            if (PictureBatch.OfSegment(index, segment, begin, end, recording.StartTime, isTooLong ? null : Caption) is { } batch)
            {
                yield return new EncodingStep(begin, end)
                {
                    Batch = batch,
                    Origin = begin,
                    Length = end - begin,
                    Sound = segment,
                    Problem = isTooLong || batch.PictureLength > MostPictures ? "This part cannot be encoded again: the camera sent keyframes too rarely." : null,
                };
            }
        }
    }
}
