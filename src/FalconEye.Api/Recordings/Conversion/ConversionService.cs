using FalconEye.Api.Cameras;
using FalconEye.Api.Problems;
using FalconEye.Api.Recordings.Playback;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Recordings.Conversion;

/// <summary>Converts segments of recordings for browsers that do not play their video.</summary>
internal sealed partial class ConversionService(
    FalconEyeContext database, RecordingReader reader, ConversionPlaces places, ConversionCache cache, ISourceTrials trials, ILogger<ConversionService> logger)
{
    private const string SegmentField = "segment";

    /// <summary>Finds or begins the conversion of a segment.</summary>
    /// <param name="id">The recording.</param>
    /// <param name="offset">Where the segment begins in the recording's fragmented form, in bytes.</param>
    /// <param name="cancellationToken">Ends the conversion.</param>
    /// <returns>The conversion, to be disposed; or why there is none.</returns>
    internal async Task<Result<SegmentConversion>> BeginAsync(string id, long offset, CancellationToken cancellationToken)
    {
        if (await database.Recordings.FindAsync([id], cancellationToken) is not { } recording)
        {
            return Refusal.NotFound($"There is no recording {id}.");
        }

        if (cache.Find(id, offset) is { } known)
        {
            return SegmentConversion.Of(known);
        }

        if (!(await reader.OpenAsync(recording, cancellationToken)).TryGet(out var opened, out var refusal))
        {
            return refusal;
        }

        if (!SegmentAt(opened.Index, offset).TryGet(out var found, out var wrong))
        {
            opened.Dispose();
            return wrong;
        }

        var segment = new FragmentedStream(opened.Index, opened.Source, recording.StartTime - DateTime.UnixEpoch) { Only = found };
        return await BeginAsync(id, offset, segment, opened.Index.Conversion!.KeepsSound, cancellationToken);
    }

    private async Task<Result<SegmentConversion>> BeginAsync(
        string id, long offset, FragmentedStream segment, bool keepsSound, CancellationToken cancellationToken)
    {
        var conversion = SegmentConversion.Start(
            async (output, ending) =>
            {
                await using (segment)
                {
                    using var place = await places.AcquireAsync(ending);
                    return place.IsAcquired
                        ? await trials.ConvertAsync(segment, keepsSound, output, ending)
                        : throw new SourceTrialException("too many recordings are being converted. Try again in a few seconds.");
                }
            },
            content => cache.KeepAsync(id, offset, content, database, cancellationToken),
            cancellationToken);
        try
        {
            await conversion.BeginAsync();
            return conversion;
        }
        catch (Exception e)
        {
            await conversion.DisposeAsync();
            if (e is not (SourceTrialException or IOException))
            {
                throw;
            }

            LogFailed(id, offset, e.Message);
            return e switch
            {
                SegmentConversion.UndecodableException => Refusal.CameraFailed(
                    "This part of the recording cannot be converted: its video is damaged, or of a format that FFmpeg does not know."),
                SourceTrialException => Refusal.Unavailable($"The recording cannot be converted now: {e.Message}"),
                _ => Refusal.Unavailable($"The file of recording {id} cannot be read now."),
            };
        }
    }

    private static Result<PlaybackSegment> SegmentAt(PlaybackIndex index, long offset)
    {
        if (index.Conversion is null)
        {
            return Refusal.NotPossible("This recording is H.264 already: take its fragments.mp4.");
        }

        return index.Segments.FirstOrDefault(segment => segment.Offset == offset) switch
        {
            null => Refusal.Invalid(SegmentField, "\"segment\" is to be the offset of one of the recording's segments, as /api/cameras/{id}/playback lists them."),
            { Length: > SegmentVideo.MaxBytes } => Refusal.CameraFailed("This part of the recording is too large to be converted: the camera sends keyframes too rarely."),
            var segment => segment,
        };
    }

    [LoggerMessage(LogLevel.Warning, "Segment {Offset} of recording {RecordingId} could not be converted: {Reason}")]
    private partial void LogFailed(string recordingId, long offset, string reason);
}
