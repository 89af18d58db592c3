using FalconEye.Rtsp;
using FalconEye.Rtsp.Copy;
using FalconEye.Rtsp.Server;
using FalconEye.Streaming.Video;

namespace FalconEye.Api.Cameras.Live.Rtsp;

/// <summary>
/// A camera's units for one player. When the camera is opened again its times start over; the player sees them go on, as far apart as the captures
/// were. Other tracks or codecs end the stream, since a player was told the first ones.
/// </summary>
/// <param name="subscription">The units.</param>
/// <param name="viewer">Whose stream it is.</param>
internal sealed class RtspStream(VideoSubscription subscription, RtspViewer viewer) : IRtspSource
{
    private readonly Dictionary<int, TrackTime> _times = [];
    private bool _hasEnded;

    /// <inheritdoc/>
    public StreamDescription Description { get; private set; } = new([], []);

    /// <inheritdoc/>
    public CancellationToken Revoked => viewer.Revoked;

    /// <summary>Waits for a description with all that a decoder needs; some cameras send that with the first keyframe.</summary>
    /// <returns>False when the stream ended before.</returns>
    internal async Task<bool> BeginAsync()
    {
        while (await subscription.WaitAsync())
        {
            while (subscription.TryTake(out var message))
            {
                if (message.Kind != VideoMessageKind.Init)
                {
                    continue;
                }

                Description = UnitFormat.ReadDescription(message.ReadInit().Segment.Span);
                if (Description.Video is not { IsComplete: false })
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Ends the waiting.</summary>
    internal void End() => subscription.End();

    /// <inheritdoc/>
    public async ValueTask<bool> WaitAsync() => !_hasEnded && await subscription.WaitAsync();

    /// <inheritdoc/>
    public bool TryTake(out RtspUnit unit)
    {
        unit = default;
        while (!_hasEnded && subscription.TryTake(out var message))
        {
            if (message.Kind == VideoMessageKind.Init)
            {
                Change(UnitFormat.ReadDescription(message.ReadInit().Segment.Span));
            }
            else if (message.Kind != VideoMessageKind.Missed)
            {
                unit = Read(message);
                return true;
            }
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        subscription.Dispose();
        await viewer.DisposeAsync();
    }

    private void Change(StreamDescription changed)
    {
        var isSame = changed.Tracks.Count == Description.Tracks.Count
            && changed.Tracks.Zip(Description.Tracks).All(pair =>
                (pair.First.Codec, pair.First.ClockRate, pair.First.Channels) == (pair.Second.Codec, pair.Second.ClockRate, pair.Second.Channels)
                && pair.First.Configuration.Span.SequenceEqual(pair.Second.Configuration.Span));
        if (!isSame)
        {
            _hasEnded = true;
            return;
        }

        Description = changed;
        foreach (var time in _times.Values)
        {
            time.Restart();
        }
    }

    private RtspUnit Read(VideoMessage message)
    {
        var unit = UnitFormat.Read(message.Payload.Span, Description.Tracks.Count);
        if (!_times.TryGetValue(unit.Track, out var time))
        {
            _times[unit.Track] = time = new TrackTime(Description.Tracks[unit.Track].ClockRate);
        }

        var captured = DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(message.CapturedAt);
        return new RtspUnit(
            unit.Track, unit.IsKey, time.Of(unit.DecodeTime, captured) + unit.CompositionOffset, captured, message.Payload[UnitFormat.HeaderLength..]);
    }

    /// <summary>The times of one track, which go on when those of the camera start over.</summary>
    private sealed class TrackTime(int clockRate)
    {
        private long _shift;
        private long _last;
        private DateTimeOffset? _lastCaptured;
        private bool _isNew;

        internal void Restart() => _isNew = _lastCaptured is not null;

        internal long Of(long decodeTime, DateTimeOffset captured)
        {
            if (_isNew)
            {
                // Parameter sets alone may have changed: then the times are as before.
                var expected = _last + (long)((captured - _lastCaptured!.Value).TotalSeconds * clockRate);
                _shift = Math.Abs(decodeTime + _shift - expected) > clockRate / 2 ? expected - decodeTime : _shift;
                _isNew = false;
            }

            (_last, _lastCaptured) = (decodeTime + _shift, captured);
            return _last;
        }
    }
}
