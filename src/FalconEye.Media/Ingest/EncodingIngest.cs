using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Mp4;
using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>
/// Motion JPEG as H.264, which players find in an MP4 file: our own reader reads the camera, FFmpeg encodes what comes from it on a pipe. The
/// camera's sound passes, and waits for the picture that is being encoded.
/// </summary>
/// <param name="pictures">The camera: its video track has JPEG pictures.</param>
/// <param name="time">The clock.</param>
public sealed class EncodingIngest(IIngest pictures, TimeProvider time) : IIngest
{
    /// <summary>Two seconds of a good camera; what the encoder does not take in time is dropped.</summary>
    private const int MaxQueued = 16 * 1024 * 1024;

    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public Task<StreamDescription> OpenAsync(CancellationToken cancel) => pictures.OpenAsync(cancel);

    /// <inheritdoc/>
    public async Task RunAsync(ITimedUnitSink sink, CancellationToken cancel)
    {
        await using var ffmpeg = PipedFfmpeg.Start(
            ["-f", "mp4", "-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0"], RecordingArguments.OfPictures(), MaxQueued, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sound = new WaitingSound();
        var feed = new Feed(ffmpeg, sound);
        var output = await ffmpeg.OpenOutputAsync();
        var reading = pictures.RunAsync(feed, over.Token);
        var encoding = Task.Factory.StartNew(() => Deliver(output, new EncodedUnits(sink, sound)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var first = await Task.WhenAny(reading, encoding, feed.Changed);
            if (first == feed.Changed)
            {
                throw new SourceFailedException(new SourceFailure(FailureReasons.Failed, "The camera sends pictures of another size now."));
            }

            if (first == encoding)
            {
                await encoding;
                throw new SourceFailedException(new SourceFailure(FailureReasons.Failed, "FFmpeg, which encodes the camera's pictures, has ended; it is started again."));
            }

            await reading;
        }
        finally
        {
            await over.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // FFmpeg writes what it holds, and ends.
            ffmpeg.CompleteInput();
            await Task.WhenAny(encoding, Task.Delay(StopGrace, time, CancellationToken.None));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => pictures.DisposeAsync();

    private void Deliver(Stream output, EncodedUnits sink)
    {
        var units = new FragmentUnits(output, time);
        try
        {
            if (units.ReadDescription() is not { } stream)
            {
                return;
            }

            sink.OnDescription(stream);
            while (units.Deliver(sink))
            {
                // It reads until FFmpeg ends.
            }
        }
        catch (Mp4FormatException e)
        {
            throw new SourceFailedException(new SourceFailure(FailureReasons.Failed, $"FFmpeg's output is not valid MP4: {e.Message}"), e);
        }
    }

    /// <summary>Hands FFmpeg each picture as a fragment with its time.</summary>
    private sealed class Feed(PipedFfmpeg ffmpeg, WaitingSound sound) : ITimedUnitSink
    {
        private readonly TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private FragmentWriter? _writer;
        private (int Width, int Height) _size;
        private int _video;
        private int _clockRate;
        private TimeSpan? _begun;

        /// <summary>Completes when pictures of another size come, for which the encoder has to be started again.</summary>
        internal Task Changed => _changed.Task;

        public void OnDescription(StreamDescription stream)
        {
            // By RTSP the size is known with the first picture only.
            var video = stream.Video! with { Index = 0 };
            if (video.Width == 0 || (video.Width, video.Height) == _size)
            {
                return;
            }

            if (_writer is not null)
            {
                _changed.TrySetResult();
                return;
            }

            _size = (video.Width, video.Height);
            (_video, _clockRate) = (stream.Video!.Index, video.ClockRate);
            sound.Describe(stream.Audio);
            ffmpeg.TryWrite(InitWriter.Write([video]));
            _writer = new FragmentWriter([video]);
        }

        public void OnUnit(in TimedUnit unit)
        {
            if (_writer is null || _changed.Task.IsCompleted)
            {
                return;
            }

            if (unit.Track != _video)
            {
                sound.Add(unit, _begun);
                return;
            }

            // FFmpeg counts from its first picture.
            _begun ??= TimeSpan.FromSeconds((double)unit.DecodeTime / _clockRate);
            _writer.Add(0, unit.Data, unit.DecodeTime, 0, isKey: true);
            ffmpeg.TryWrite(_writer.Finish());
        }

        public void OnLoss(int track, int packets)
        {
            // The next picture is whole.
        }
    }
}
