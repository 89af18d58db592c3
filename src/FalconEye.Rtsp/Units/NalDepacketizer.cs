using System.Buffers.Binary;

namespace FalconEye.Rtsp.Units;

/// <summary>
/// What H.264 and H.265 have in common: NAL units become access units. A marker or a new timestamp ends an access unit only when it holds a
/// slice, since cameras set both on parameter sets too; a picture's first slice ends the one before it even where neither does. Markers of a
/// camera that sets them on each slice are ignored as soon as that has shown.
/// </summary>
/// <param name="track">The track.</param>
/// <param name="headerLength">Bytes of a NAL unit's header.</param>
internal abstract class NalDepacketizer(TrackDescription track, int headerLength) : Depacketizer
{
    /// <summary>The length before each NAL unit, in bytes.</summary>
    internal const int LengthSize = 4;

    private const int MaxNalUnits = 4096;

    private readonly KeyframeGate _gate = new();
    private UnitBuffer _unit;
    private UnitBuffer _annexB;
    private IDepacketizerOutput? _output;
    private int _count;

    // What the unit holds up to its last slice, and what came behind that and may belong to the next.
    private NalUnit _picture;
    private NalUnit _tail;
    private int _pictureEnd;
    private int _nextStart;
    private bool _startsWhole;

    private int _nalStart = -1;
    private bool _isOverlong;
    private long _timestamp;
    private long _pictureTimestamp;
    private long _arrival;
    private int _reportedSets;
    private long? _markedTimestamp;
    private bool _ignoresMarkers;

    /// <inheritdoc/>
    public override TrackDescription Track => track;

    /// <summary>The parameter sets that are known.</summary>
    protected abstract ParameterSets Sets { get; }

    /// <summary>Whether a fragmented NAL unit has begun and not ended.</summary>
    protected bool IsInNal => _nalStart >= 0;

    private bool HasLoneField => (_picture & (NalUnit.TopField | NalUnit.BottomField)) is NalUnit.TopField or NalUnit.BottomField;

    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<byte> payload, long timestamp, bool marker, long arrival, IDepacketizerOutput output)
    {
        _output = output;
        if (timestamp != _timestamp)
        {
            EndNal();
            if (_pictureEnd > 0 && !HasLoneField)
            {
                EndUnit(EndBefore(_unit.Length));
            }
        }

        (_timestamp, _arrival) = (timestamp, arrival);
        if (!payload.IsEmpty)
        {
            Depacketize(payload);
        }

        if (marker)
        {
            EndNal();
            if (_pictureEnd > 0 && !HasLoneField && !_ignoresMarkers)
            {
                _markedTimestamp = _pictureTimestamp;
                EndUnit(_unit.Length);
            }
        }

        _output = null;
    }

    /// <inheritdoc/>
    public override void Lost(int packets)
    {
        Clear();
        _gate.Close();
        _markedTimestamp = null;
    }

    /// <summary>Takes a payload apart into NAL units.</summary>
    protected abstract void Depacketize(ReadOnlySpan<byte> payload);

    /// <summary>Tells what a NAL unit is, and remembers it when it is a parameter set.</summary>
    protected abstract NalUnit Inspect(ReadOnlySpan<byte> nal);

    /// <summary>Describes the track with the parameter sets that are known.</summary>
    protected abstract TrackDescription Describe(TrackDescription known);

    /// <summary>Takes the parameter sets out of the session description.</summary>
    protected void Start()
    {
        if (Sets.IsComplete)
        {
            (_reportedSets, track) = (Sets.Version, Describe(track));
        }
    }

    /// <summary>Takes a whole NAL unit.</summary>
    protected void AddNal(ReadOnlySpan<byte> nal)
    {
        BeginNal([]);
        ContinueNal(nal);
        EndNal();
    }

    /// <summary>Begins a NAL unit that comes in fragments; one that has not been ended ends now.</summary>
    /// <param name="header">Its header.</param>
    protected void BeginNal(ReadOnlySpan<byte> header)
    {
        EndNal();
        _nalStart = _unit.Length;
        _isOverlong |= !_unit.TryTake(LengthSize, out _) || !_unit.TryAppend(header);
    }

    protected void ContinueNal(ReadOnlySpan<byte> bytes) => _isOverlong |= !_unit.TryAppend(bytes);

    /// <summary>Ends the NAL unit. One that holds start codes (Annex B inside RTP, or several in one) becomes several.</summary>
    protected void EndNal()
    {
        if (_nalStart < 0)
        {
            return;
        }

        var start = _nalStart;
        _nalStart = -1;
        if (_isOverlong)
        {
            // Longer than any unit may be: nothing until the next keyframe.
            Clear();
            _gate.Close();
            return;
        }

        if (_unit[(start + LengthSize)..].IndexOf(AnnexB.StartCode) >= 0)
        {
            Split(start);
        }
        else
        {
            Accept(start);
        }
    }

    private void Split(int start)
    {
        _annexB.Truncate(0);
        _annexB.TryAppend(_unit[(start + LengthSize)..]);
        _unit.Truncate(start);
        var units = new AnnexB(_annexB.Written, headerLength);
        while (units.MoveNext())
        {
            var partStart = _unit.Length;
            if (!_unit.TryTake(LengthSize, out _) || !_unit.TryAppend(units.Current))
            {
                Clear();
                _gate.Close();
                return;
            }

            Accept(partStart);
        }
    }

    private void Accept(int start)
    {
        var length = _unit.Length - start - LengthSize;
        if (length == 0)
        {
            _unit.Truncate(start);
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(_unit[start..], length);
        var kind = Inspect(_unit[(start + LengthSize)..]);
        if (++_count > MaxNalUnits)
        {
            Clear();
            _gate.Close();
            return;
        }

        if (!kind.HasFlag(NalUnit.Slice))
        {
            if (kind.HasFlag(NalUnit.Opens) && !_tail.HasFlag(NalUnit.Opens))
            {
                _nextStart = start;
            }

            _tail |= kind;
            return;
        }

        if (kind.HasFlag(NalUnit.FirstSlice) && _pictureEnd > 0 && !IsOtherField(kind))
        {
            EndUnit(EndBefore(start));
        }

        if (_pictureEnd == 0)
        {
            // A marker has ended a picture of which more comes.
            _ignoresMarkers |= !kind.HasFlag(NalUnit.FirstSlice) && _timestamp == _markedTimestamp;
            (_startsWhole, _pictureTimestamp) = (kind.HasFlag(NalUnit.FirstSlice), _timestamp);
        }

        (_picture, _tail) = (_picture | _tail | kind, NalUnit.None);
        _pictureEnd = _unit.Length;
    }

    /// <summary>Two fields of one frame are one access unit (docs/contribute/ingest.md, row 128).</summary>
    private bool IsOtherField(NalUnit kind) =>
        HasLoneField && (kind & (NalUnit.TopField | NalUnit.BottomField)) is var field and not NalUnit.None && !_picture.HasFlag(field);

    /// <summary>Where the unit ends when the next one is to begin at <paramref name="next"/>, or with what opens it before that.</summary>
    private int EndBefore(int next) => _tail.HasFlag(NalUnit.Opens) ? _nextStart : next;

    private void EndUnit(int end)
    {
        if (Sets.IsComplete && _gate.TryPass(_picture, _startsWhole, _pictureTimestamp, out var isKey))
        {
            Report(isKey);
            _output!.OnUnit(new MediaUnit
            {
                Track = track.Index,
                Data = _unit[..end],
                Timestamp = _pictureTimestamp,
                Arrival = _arrival,
                IsKey = isKey,
            });
        }

        _unit.RemoveFirst(end);
        (_picture, _pictureEnd, _nextStart, _count) = (NalUnit.None, 0, 0, 0);
        _tail = _unit.Length == 0 ? NalUnit.None : _tail;
    }

    private void Report(bool isKey)
    {
        if (!isKey || _reportedSets == Sets.Version)
        {
            return;
        }

        _reportedSets = Sets.Version;
        track = Describe(track);
        _output!.OnTrackChanged(track);
    }

    private void Clear()
    {
        _unit.Truncate(0);
        (_picture, _tail, _pictureEnd, _nalStart, _count, _isOverlong) = (NalUnit.None, NalUnit.None, 0, -1, 0, false);
    }
}
