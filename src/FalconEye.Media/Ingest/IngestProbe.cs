using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>
/// Tries a camera with our own reader, as live view and recording will read it: what it sends, and its first picture, which FFmpeg decodes from
/// memory. One connection to the camera.
/// </summary>
/// <param name="dumpPath">The file that gets the conversation; <see langword="null"/> for none.</param>
/// <param name="time">The clock.</param>
internal sealed class IngestProbe(string? dumpPath, TimeProvider time)
{
    /// <summary>What decoding a picture may take.</summary>
    private static readonly TimeSpan DecodingTime = TimeSpan.FromSeconds(2.5);

    /// <summary>How long the frames for a frame rate are waited for once there is a picture.</summary>
    private static readonly TimeSpan RateTime = TimeSpan.FromSeconds(2.5);

    /// <summary>A camera that sends nothing must be distinguished from one whose keyframe is far away before the deadline.</summary>
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(5);

    private const int MaxPicture = 16 * 1024 * 1024;

    /// <summary>Probes a camera.</summary>
    /// <param name="address">The address of its stream.</param>
    /// <param name="deadline">How long it may take in all.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SourceFailedException">The camera gives no picture.</exception>
    internal async Task<ProbeResult> TryAsync(SourceAddress address, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var picture = new FirstKeyframe();
        var opened = await WatchAsync(address, picture, deadline - DecodingTime, cancellationToken);
        var stream = picture.Stream ?? opened;
        var video = stream.Video ?? throw new SourceFailedException(new SourceFailure(
            FailureReasons.NoVideo, $"No video stream: the camera sends no video at {address.RedactedPath}."));
        var snapshot = picture.Picture is { } first ? await DecodeAsync(video, first, cancellationToken) : null;
        return new ProbeResult(true, 0)
        {
            Codec = IngestChoice.NameOf(video),
            Width = video.Width > 0 ? video.Width : null,
            Height = video.Height > 0 ? video.Height : null,

            // Pictures over HTTP come when they come: they have no rate.
            Fps = address.IsRtsp ? picture.FramesPerSecond : null,
            Audio = stream.Audio is { } audio ? IngestChoice.NameOf(audio) : null,
            Snapshot = snapshot is null ? null : Convert.ToBase64String(snapshot),
            LeftOut = stream.LeftOut,
            Hint = snapshot is null ? "The camera works. Its first picture takes long, since it sends keyframes seldom: choose a shorter keyframe interval in its settings." : null,
        };
    }

    private async Task<StreamDescription> WatchAsync(SourceAddress address, FirstKeyframe picture, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var options = new IngestOptions { StallTimeout = StallTimeout, DumpPath = dumpPath };
        await using IIngest ingest = address.IsRtsp ? new RtspIngest(address, options, time) : new HttpIngest(address, time);
        var stream = await ingest.OpenAsync(cancellationToken);
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ingest.RunAsync(picture, closing.Token);
        long? pictured = null;
        try
        {
            while (!picture.Completed.IsCompleted && time.GetElapsedTime(started) < limit)
            {
                if (await Task.WhenAny(reading, picture.Completed, Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken)) == reading && picture.Picture is null)
                {
                    await reading;
                }

                pictured ??= picture.Picture is null ? null : time.GetTimestamp();
                if (reading.IsCompleted || (pictured is { } since && (!address.IsRtsp || time.GetElapsedTime(since) >= RateTime)))
                {
                    break;
                }
            }
        }
        finally
        {
            await closing.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return stream;
    }

    private async Task<byte[]?> DecodeAsync(TrackDescription video, byte[] picture, CancellationToken cancellationToken)
    {
        if (video.Codec == MediaCodec.Jpeg)
        {
            return picture;
        }

        string[] output = ["-map", "0:v:0", "-frames:v", "1", "-q:v", "4", "-f", "image2pipe", "-c:v", "mjpeg", "pipe:1"];
        await using var ffmpeg = PipedFfmpeg.Start(["-f", "mp4"], output, MaxPicture, time);
        ffmpeg.TryWrite(picture);
        ffmpeg.CompleteInput();
        using var jpeg = new MemoryStream();
        await (await ffmpeg.OpenOutputAsync()).CopyToAsync(jpeg, cancellationToken);
        return jpeg.Length > 0 ? jpeg.ToArray() : throw new SourceFailedException(new SourceFailure(
            FailureReasons.UnsupportedCodec, "The camera sends video that FFmpeg cannot decode: choose H.264 or H.265 in its settings."));
    }
}
