using System.Buffers.Binary;
using FalconEye.Rtsp.Bitstream;
using FalconEye.Rtsp.Sdp;

namespace FalconEye.Rtsp.Units;

/// <summary>H.264 in RTP (RFC 6184), packetization modes 0 and 1.</summary>
internal sealed class H264Depacketizer : NalDepacketizer
{
    private const int SequenceKind = 0;
    private const int PictureKind = 1;

    private AvcParameters? _sequence;

    /// <param name="track">The track.</param>
    /// <param name="parameters">Its format; <c>sprop-parameter-sets</c> that cannot be read are ignored.</param>
    internal H264Depacketizer(TrackDescription track, FormatParameters parameters)
        : base(track, 1)
    {
        foreach (var nal in SpropSets.Read(parameters["sprop-parameter-sets"]))
        {
            Inspect(nal);
        }

        Start();
    }

    private enum NalType
    {
        Slice = 1,
        PartitionA = 2,
        PartitionC = 4,
        Idr = 5,
        Sei = 6,
        Sequence = 7,
        Picture = 8,
        Delimiter = 9,
        SingleTimeAggregationA = 24,
        FragmentA = 28,
    }

    /// <inheritdoc/>
    protected override ParameterSets Sets { get; } = new(2);

    /// <inheritdoc/>
    protected override void Depacketize(ReadOnlySpan<byte> payload)
    {
        var type = TypeOf(payload[0]);
        if (type == NalType.FragmentA)
        {
            AddFragment(payload);
        }
        else if (type == NalType.SingleTimeAggregationA)
        {
            EndNal();
            AddAggregate(payload[1..]);
        }
        else if (type < NalType.SingleTimeAggregationA)
        {
            AddNal(payload);
        }
    }

    /// <inheritdoc/>
    protected override NalUnit Inspect(ReadOnlySpan<byte> nal)
    {
        switch (TypeOf(nal[0]))
        {
            case NalType.Slice or NalType.PartitionA:
                return InspectSlice(nal) | NalUnit.Slice;
            case > NalType.PartitionA and <= NalType.PartitionC:
                return NalUnit.Slice;
            case NalType.Idr:
                return InspectSlice(nal) | NalUnit.Slice | NalUnit.RandomAccess;
            case NalType.Sei:
                return NalUnit.Opens | (SupplementalInformation.HasRecoveryPoint(nal[1..]) ? NalUnit.RecoveryPoint : NalUnit.None);
            case NalType.Sequence:
                AddSequence(nal);
                return NalUnit.Opens;
            case NalType.Picture:
                AddPicture(nal);
                return NalUnit.Opens;
            case NalType.Delimiter:
                return NalUnit.Opens;
            default:
                return NalUnit.None;
        }
    }

    /// <inheritdoc/>
    protected override TrackDescription Describe(TrackDescription known) => AvcParameters.Parse(Sets.Active(SequenceKind)) is not { } sequence
        ? known with { ParameterSets = Sets.All }
        : known with
        {
            ParameterSets = Sets.All,
            Width = sequence.Width > 0 ? sequence.Width : known.Width,
            Height = sequence.Height > 0 ? sequence.Height : known.Height,
            ReorderDepth = sequence.ReorderDepth,
            CodecString = sequence.CodecString,
        };

    private static NalType TypeOf(byte header) => (NalType)(header & 0x1F);

    private void AddSequence(ReadOnlySpan<byte> nal)
    {
        if (AvcParameters.Parse(nal) is { } parsed && Sets.Add(SequenceKind, parsed.Id, nal))
        {
            _sequence = AvcParameters.Parse(Sets.Active(SequenceKind));
        }
    }

    private void AddPicture(ReadOnlySpan<byte> nal)
    {
        if (AvcParameters.ReadPictureIds(nal) is { } ids)
        {
            Sets.Add(PictureKind, ids.Id, nal);
        }
    }

    private void AddAggregate(ReadOnlySpan<byte> units)
    {
        while (units.Length > sizeof(ushort))
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(units);
            units = units[sizeof(ushort)..];
            if (length > units.Length)
            {
                return;
            }

            AddNal(units[..length]);
            units = units[length..];
        }
    }

    private void AddFragment(ReadOnlySpan<byte> payload)
    {
        const byte Start = 0x80, End = 0x40;
        if (payload.Length < 2)
        {
            return;
        }

        // The type in later fragments and the reserved bit are not looked at: cameras differ (docs/contribute/ingest.md, row 116).
        var header = payload[1];
        if ((header & Start) != 0)
        {
            BeginNal([(byte)((payload[0] & 0xE0) | (header & 0x1F))]);
        }

        if (!IsInNal)
        {
            return;
        }

        ContinueNal(payload[2..]);
        if ((header & End) != 0)
        {
            EndNal();
        }
    }

    private NalUnit InspectSlice(ReadOnlySpan<byte> nal)
    {
        const int IntraSlice = 2, SwitchingIntraSlice = 4, SliceTypes = 5, MaxSliceType = 9;
        var reader = new BitReader(nal[1..]);
        var kind = reader.Unsigned() == 0 ? NalUnit.FirstSlice : NalUnit.None;
        var type = reader.Unsigned(MaxSliceType) % SliceTypes;
        if (reader.Failed || type is not (IntraSlice or SwitchingIntraSlice))
        {
            kind |= NalUnit.Predicted;
        }

        return _sequence is { MayHaveFields: true } ? kind | ReadField(ref reader, _sequence) : kind;
    }

    private static NalUnit ReadField(ref BitReader reader, AvcParameters sequence)
    {
        reader.Unsigned(255);
        reader.Skip((sequence.HasSeparateColourPlanes ? 2 : 0) + sequence.FrameNumberBits);
        var (isField, isBottom) = (reader.Flag(), reader.Flag());
        return !isField || reader.Failed ? NalUnit.None : isBottom ? NalUnit.BottomField : NalUnit.TopField;
    }
}
