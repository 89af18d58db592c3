using FalconEye.Contracts.Cameras;
using FalconEye.Media.Http;
using FalconEye.Rtsp;
using FalconEye.Streaming;

namespace FalconEye.Media.Ingest;

/// <summary>An HTTP camera's JPEG pictures as units. Their times are those of arrival: neither Motion JPEG nor snapshots carry any.</summary>
/// <param name="address">The camera's address.</param>
/// <param name="time">The clock.</param>
public sealed class HttpIngest(SourceAddress address, TimeProvider time) : IIngest
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<StreamDescription> _described = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Task _reading = Task.CompletedTask;
    private ITimedUnitSink? _sink;
    private Frame? _first;
    private (int Width, int Height) _size;
    private long _firstArrival;
    private long _begun;
    private long _lastTime = -1;

    /// <inheritdoc/>
    public async Task<StreamDescription> OpenAsync(CancellationToken cancel)
    {
        _reading = new HttpFrames(address, CameraConnections.OpenAsync, new FramePool(), time).RunAsync(Receive, _stopping.Token);
        if (await Task.WhenAny(_described.Task, _reading).WaitAsync(cancel) == _reading)
        {
            await _reading;
        }

        return await _described.Task;
    }

    /// <inheritdoc/>
    public async Task RunAsync(ITimedUnitSink sink, CancellationToken cancel)
    {
        lock (_lock)
        {
            _sink = sink;
            sink.OnDescription(JpegTrack.Describe(_size.Width, _size.Height));
            if (_first is { } first)
            {
                _first = null;
                Deliver(first, _firstArrival);
            }
        }

        await _reading.WaitAsync(cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _first?.Release();
        _stopping.Dispose();
    }

    private void Receive(Frame frame)
    {
        lock (_lock)
        {
            if (_sink is not null)
            {
                Deliver(frame, time.GetTimestamp());
                return;
            }

            _first?.Release();
            _first = frame;
            _firstArrival = time.GetTimestamp();
            _size = (frame.Width, frame.Height);
        }

        _described.TrySetResult(JpegTrack.Describe(frame.Width, frame.Height));
    }

    private void Deliver(Frame frame, long arrival)
    {
        if (_size != (frame.Width, frame.Height))
        {
            _size = (frame.Width, frame.Height);
            _sink!.OnDescription(JpegTrack.Describe(frame.Width, frame.Height));
        }

        _begun = _lastTime < 0 ? arrival : _begun;
        _lastTime = Math.Max(_lastTime + 1, (long)(time.GetElapsedTime(_begun, arrival).TotalSeconds * JpegTrack.ClockRate));
        _sink!.OnUnit(new TimedUnit
        {
            Track = 0,
            Data = frame.Jpeg.Span,
            DecodeTime = _lastTime,
            CompositionOffset = 0,
            WallClock = time.GetUtcNow() - time.GetElapsedTime(arrival),
            IsKey = true,
        });
        frame.Release();
    }
}
