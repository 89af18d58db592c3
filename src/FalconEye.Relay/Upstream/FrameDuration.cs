namespace FalconEye.Relay.Upstream;

/// <summary>
/// How long a frame is said to last that is sent before the next one has come. Rather too long: a browser takes frames that are further apart
/// than twice the duration for an interruption, and shows nothing up to the next keyframe (Media Source Extensions, coded frame processing).
/// </summary>
/// <param name="clockRate">Ticks a second.</param>
internal sealed class FrameDuration(int clockRate)
{
    private const int MaxSeconds = 2;

    /// <summary>After a long frame the estimate goes back by this part with each further one.</summary>
    private const int Decay = 64;

    private long? _last;
    private long _estimate = clockRate / 2;
    private bool _isMeasured;

    /// <summary>The duration of the next frame in decoding order.</summary>
    /// <param name="decodeTime">When it is decoded, in ticks.</param>
    internal long Next(long decodeTime)
    {
        if (_last is { } last)
        {
            var distance = Math.Clamp(decodeTime - last, 1, (long)clockRate * MaxSeconds);
            _estimate = _isMeasured ? Math.Max(distance, _estimate - ((_estimate - distance) / Decay)) : distance;
            _isMeasured = true;
        }

        _last = decodeTime;
        return _estimate;
    }
}
