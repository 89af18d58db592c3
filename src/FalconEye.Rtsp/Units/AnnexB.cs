namespace FalconEye.Rtsp.Units;

/// <summary>Walks NAL units separated by start codes (ITU-T H.264, annex B), which have no place in RTP but are found there.</summary>
/// <param name="bytes">NAL units with start codes between them, and perhaps before the first and behind the last.</param>
/// <param name="headerLength">Bytes of a NAL unit's header.</param>
internal ref struct AnnexB(ReadOnlySpan<byte> bytes, int headerLength)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _next;

    /// <summary>What stands between two NAL units, and by emulation prevention never within one.</summary>
    internal static ReadOnlySpan<byte> StartCode => [0, 0, 1];

    /// <summary>The NAL unit that <see cref="MoveNext"/> came to, without start codes and the zeros before them.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    internal bool MoveNext()
    {
        while (_next < _bytes.Length)
        {
            var (start, found) = (_next, _bytes[_next..].IndexOf(StartCode));
            Current = found < 0 ? _bytes[start..] : _bytes.Slice(start, found).TrimEnd((byte)0);
            _next = found < 0 ? _bytes.Length : start + found + StartCode.Length;

            // The header of a fragmented unit says nothing when a start code follows it.
            var isHeaderOnly = start == 0 && found >= 0 && Current.Length <= headerLength;
            if (!Current.IsEmpty && !isHeaderOnly)
            {
                return true;
            }
        }

        return false;
    }
}
