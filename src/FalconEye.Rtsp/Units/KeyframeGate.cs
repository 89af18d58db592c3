namespace FalconEye.Rtsp.Units;

/// <summary>
/// Lets pass what can be decoded: from the first random access picture on, and after a loss from the next. Where none comes for long (a
/// stream that is refreshed bit by bit), decoding starts at a recovery point or at a picture that refers to no other.
/// </summary>
internal sealed class KeyframeGate
{
    // Cameras send a keyframe each 10 to 60 s at the longest; a picture without reference serves about as well before that.
    private const long MaxWaitTicks = 10 * 90_000;
    private const int MaxWaitUnits = 600;

    private bool _isOpen;
    private bool _takesAnyIntra;
    private long? _waitingSince;
    private int _waitedUnits;

    /// <summary>Waits for the next keyframe.</summary>
    internal void Close() => (_isOpen, _waitingSince, _waitedUnits) = (false, null, 0);

    /// <summary>Decides about a unit.</summary>
    /// <param name="picture">What it holds.</param>
    /// <param name="startsWhole">Whether it begins with its picture's first slice.</param>
    /// <param name="timestamp">Its time, at 90 kHz.</param>
    /// <param name="isKey">Whether decoding can start with it.</param>
    internal bool TryPass(NalUnit picture, bool startsWhole, long timestamp, out bool isKey)
    {
        var intra = !picture.HasFlag(NalUnit.Predicted);
        var recovery = picture.HasFlag(NalUnit.RecoveryPoint);
        if (picture.HasFlag(NalUnit.RandomAccess))
        {
            _takesAnyIntra = false;
        }
        else if (!_isOpen)
        {
            _waitingSince ??= timestamp;
            _takesAnyIntra |= ++_waitedUnits > MaxWaitUnits || timestamp - _waitingSince is > MaxWaitTicks or < -MaxWaitTicks;
        }

        isKey = startsWhole && (picture.HasFlag(NalUnit.RandomAccess) || (recovery && intra) || (_takesAnyIntra && (recovery || intra)));
        _isOpen |= isKey;
        return _isOpen;
    }
}
