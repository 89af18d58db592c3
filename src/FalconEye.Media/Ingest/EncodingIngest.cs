using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Mp4;
using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>
/// Motion JPEG as H.264, which players find in an MP4 file: our own reader reads the camera, FFmpeg encodes what comes from it on a pipe.
/// Takes the camera's video only.
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
        var feed = new Feed(ffmpeg);
        var output = await ffmpeg.OpenOutputAsync();
        var reading = pictures.RunAsync(feed, over.Token);
        var encoding = Task.Factory.StartNew(() => Deliver(output, sink), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
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

    private void Deliver(Stream output, ITimedUnitSink sink)
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
    private sealed class Feed(PipedFfmpeg ffmpeg) : ITimedUnitSink
    {
        private readonly TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private FragmentWriter? _writer;

        /// <summary>Completes when pictures of another size come, for which the encoder has to be started again.</summary>
        internal Task Changed => _changed.Task;

        public void OnDescription(StreamDescription stream)
        {
            if (_writer is not null)
            {
                _changed.TrySetResult();
                return;
            }

            var video = stream.Video! with { Index = 0 };
            ffmpeg.TryWrite(InitWriter.Write([video]));
            _writer = new FragmentWriter([video]);
        }

        public void OnUnit(in TimedUnit unit)
        {
            if (!_changed.Task.IsCompleted)
            {
                _writer!.Add(0, unit.Data, unit.DecodeTime, 0, isKey: true);
                ffmpeg.TryWrite(_writer.Finish());
            }
        }

        public void OnLoss(int track, int packets)
        {
            // The next picture is whole.
        }
    }
}
