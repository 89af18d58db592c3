using FalconEye.Media.Copy;
using FalconEye.Media.Ingest;
using FalconEye.Relay.Motion;
using FalconEye.Rtsp;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>
/// What is made of a camera's units: live video always, and JPEG frames while they are wanted. One connection serves both.
/// </summary>
/// <param name="settings">The relay's.</param>
/// <param name="muxer">Makes the live video.</param>
/// <param name="motion">Looks for motion, if it is switched on.</param>
/// <param name="copies">Takes everything as it is, for players of RTSP.</param>
/// <param name="pool">Where the frames' buffers come from.</param>
/// <param name="time">The clock.</param>
/// <param name="sink">Takes the frames, and knows whether they are wanted.</param>
internal sealed class AccessUnitRouter(
    RelaySettings settings, VideoMuxer muxer, MotionWatch motion, CopyHub copies, FramePool pool, TimeProvider time, IUpstreamSink sink)
    : ITimedUnitSink, IAsyncDisposable
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _closing = [];
    private readonly MotionUnits? _motion = motion.IsOn ? new(motion, time) : null;
    private StreamDescription? _stream;
    private volatile AccessUnitDecoder? _pictures;
    private long _lastWanted;

    /// <summary>Faults when the decoding of frames fails; never completes otherwise.</summary>
    internal Task Failed => _failed.Task;

    /// <summary>How long the decoder has been fed without a frame coming out of it.</summary>
    internal TimeSpan FrameDelay => _pictures?.Delay ?? TimeSpan.Zero;

    /// <inheritdoc/>
    public void OnDescription(StreamDescription stream)
    {
        _stream = stream;
        muxer.OnDescription(stream);
        _motion?.OnDescription(stream);
        copies.OnDescription(stream);
        _pictures?.OnDescription(stream);
    }

    /// <inheritdoc/>
    public void OnUnit(in TimedUnit unit)
    {
        muxer.OnUnit(unit);
        copies.OnUnit(unit);
        if (_stream?.Video is { } video && unit.Track == video.Index)
        {
            sink.OnVideo(video.Width, video.Height, unit.Data.Length);
            _motion?.OnUnit(unit);
            OpenOrCloseDecoder();
            _pictures?.OnUnit(unit);
        }
    }

    /// <inheritdoc/>
    public void OnLoss(int track, int packets)
    {
        muxer.OnLoss(track, packets);
        _pictures?.OnLoss(track, packets);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        muxer.Close();
        copies.Forget();
        if (_motion is not null)
        {
            await _motion.DisposeAsync();
        }

        await Task.WhenAll(_closing);
        if (_pictures is { } pictures)
        {
            await pictures.DisposeAsync();
        }
    }

    private void OpenOrCloseDecoder()
    {
        if (sink.WantsFrames)
        {
            _lastWanted = time.GetTimestamp();
            if (_pictures is null)
            {
                _pictures = new AccessUnitDecoder(settings, pool, time, sink.OnFrame, _failed);
                _pictures.OnDescription(_stream!);
            }
        }
        else if (_pictures is { } unwanted && time.GetElapsedTime(_lastWanted) >= settings.IdleTimeout)
        {
            _pictures = null;
            _closing.RemoveAll(task => task.IsCompletedSuccessfully);
            _closing.Add(unwanted.DisposeAsync().AsTask());
        }
    }
}
