using System.Buffers.Binary;
using FalconEye.Rtsp.Bitstream;
using FalconEye.Rtsp.Sdp;

namespace FalconEye.Rtsp.Units;

/// <summary>H.265 in RTP (RFC 7798).</summary>
internal sealed class H265Depacketizer : NalDepacketizer
{
    private const int HeaderLength = 2;
    private const int VideoKind = 0;
    private const int SequenceKind = 1;
    private const int PictureKind = 2;

    // sprop-max-don-diff above 0: decoding order numbers stand before the units. Cameras send in decoding order, so they are skipped.
    private readonly int _orderNumberLength;
    private int _extraSliceHeaderBits;

    /// <param name="track">The track.</param>
    /// <param name="parameters">Its format; <c>sprop-*</c> that cannot be read are ignored.</param>
    internal H265Depacketizer(TrackDescription track, FormatParameters parameters)
        : base(track, HeaderLength)
    {
        _orderNumberLength = int.TryParse(parameters["sprop-max-don-diff"], out var difference) && difference > 0 ? sizeof(ushort) : 0;
        foreach (var key in (ReadOnlySpan<string>)["sprop-vps", "sprop-sps", "sprop-pps"])
        {
            foreach (var nal in SpropSets.Read(parameters[key]))
            {
                if (nal.Length >= HeaderLength)
                {
                    Inspect(nal);
                }
            }
        }

        // Without one of each kind, what there is may be from another configuration: all of them come in-band then.
        if (!Sets.IsComplete)
        {
            Sets.Clear();
        }

        Start();
    }

    private enum NalType
    {
        LastSlice = 31,
        FirstRandomAccess = 16,
        LastRandomAccess = 23,
        Video = 32,
        Sequence = 33,
        Picture = 34,
        Delimiter = 35,
        PrefixSei = 39,
        Aggregate = 48,
        Fragment = 49,
        ContentInformation = 50,
    }

    /// <inheritdoc/>
    protected override ParameterSets Sets { get; } = new(3);

    /// <inheritdoc/>
    protected override void Depacketize(ReadOnlySpan<byte> payload)
    {
        if (payload.Length <= HeaderLength)
        {
            return;
        }

        switch (TypeOf(payload))
        {
            case NalType.Fragment:
                AddFragment(payload);
                break;
            case NalType.Aggregate:
                EndNal();
                AddAggregate(payload[HeaderLength..]);
                break;
            case NalType.ContentInformation:
                AddWithContentInformation(payload);
                break;
            case < NalType.Aggregate when payload.Length > HeaderLength + _orderNumberLength:
                BeginNal(payload[..HeaderLength]);
                ContinueNal(payload[(HeaderLength + _orderNumberLength)..]);
                EndNal();
                break;
        }
    }

    /// <inheritdoc/>
    protected override NalUnit Inspect(ReadOnlySpan<byte> nal)
    {
        if (nal.Length <= HeaderLength)
        {
            return NalUnit.None;
        }

        switch (TypeOf(nal))
        {
            case <= NalType.LastSlice and var type:
                return InspectSlice(nal, type) | NalUnit.Slice;
            case NalType.Video:
                Sets.Add(VideoKind, nal[HeaderLength] >> 4, nal);
                return NalUnit.Opens;
            case NalType.Sequence:
                AddSequence(nal);
                return NalUnit.Opens;
            case NalType.Picture:
                AddPicture(nal);
                return NalUnit.Opens;
            case NalType.Delimiter:
                return NalUnit.Opens;
            case NalType.PrefixSei:
                return NalUnit.Opens | (SupplementalInformation.HasRecoveryPoint(nal[HeaderLength..]) ? NalUnit.RecoveryPoint : NalUnit.None);
            default:
                return NalUnit.None;
        }
    }

    /// <inheritdoc/>
    protected override TrackDescription Describe(TrackDescription known) => HevcParameters.Parse(Sets.Active(SequenceKind)) is not { } sequence
        ? known with { ParameterSets = Sets.All }
        : known with
        {
            ParameterSets = Sets.All,
            Width = sequence.Width > 0 ? sequence.Width : known.Width,
            Height = sequence.Height > 0 ? sequence.Height : known.Height,
            ReorderDepth = sequence.ReorderDepth,
            CodecString = sequence.CodecString,
        };

    private static NalType TypeOf(ReadOnlySpan<byte> nal) => (NalType)((nal[0] >> 1) & 0x3F);

    private void AddSequence(ReadOnlySpan<byte> nal)
    {
        if (HevcParameters.Parse(nal) is { } sequence)
        {
            Sets.Add(SequenceKind, sequence.Id, nal);
        }
    }

    private void AddPicture(ReadOnlySpan<byte> nal)
    {
        var reader = new BitReader(nal[HeaderLength..]);
        var id = reader.Unsigned(63);
        reader.Unsigned(15);
        reader.Skip(2);
        var extraBits = (int)reader.Bits(3);
        if (!reader.Failed && Sets.Add(PictureKind, id, nal))
        {
            _extraSliceHeaderBits = extraBits;
        }
    }

    private void AddAggregate(ReadOnlySpan<byte> units)
    {
        units = units[Math.Min(_orderNumberLength, units.Length)..];
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

            // Behind the first, the difference to the number before takes one byte (RFC 7798, section 4.4.2).
            units = units[Math.Min(_orderNumberLength / sizeof(ushort), units.Length)..];
        }
    }

    private void AddFragment(ReadOnlySpan<byte> payload)
    {
        const byte Start = 0x80, End = 0x40;
        const int FragmentHeader = 1;
        var header = payload[HeaderLength];
        var body = payload[(HeaderLength + FragmentHeader)..];
        if ((header & Start) != 0)
        {
            BeginNal([(byte)((payload[0] & 0x81) | ((header & 0x3F) << 1)), payload[1]]);
            body = body[Math.Min(_orderNumberLength, body.Length)..];
        }

        if (!IsInNal)
        {
            return;
        }

        ContinueNal(body);
        if ((header & End) != 0)
        {
            EndNal();
        }
    }

    /// <summary>A PACI packet (RFC 7798, section 4.4.4) carries another payload behind an extension that is not needed.</summary>
    private void AddWithContentInformation(ReadOnlySpan<byte> payload)
    {
        const int FieldsLength = 2;
        if (payload.Length < HeaderLength + FieldsLength)
        {
            return;
        }

        var fields = BinaryPrimitives.ReadUInt16BigEndian(payload[HeaderLength..]);
        var (type, extension) = ((fields >> 9) & 0x3F, (fields >> 4) & 0x1F);
        var body = payload[(HeaderLength + FieldsLength)..];
        if (type == (int)NalType.ContentInformation || extension >= body.Length)
        {
            return;
        }

        var inner = new byte[HeaderLength + body.Length - extension];
        inner[0] = (byte)((payload[0] & 0x01) | (type << 1) | ((fields >> 8) & 0x80));
        inner[1] = payload[1];
        body[extension..].CopyTo(inner.AsSpan(HeaderLength));
        Depacketize(inner);
    }

    private NalUnit InspectSlice(ReadOnlySpan<byte> nal, NalType type)
    {
        const int IntraSlice = 2;
        var reader = new BitReader(nal[HeaderLength..]);
        var isFirst = reader.Flag();
        var kind = isFirst ? NalUnit.FirstSlice : NalUnit.None;
        if (type is >= NalType.FirstRandomAccess and <= NalType.LastRandomAccess)
        {
            return kind | NalUnit.RandomAccess;
        }

        // The type of a later slice is behind an address whose length depends on the picture's size: the first stands for all.
        if (!isFirst)
        {
            return kind;
        }

        reader.Unsigned(63);
        reader.Skip(_extraSliceHeaderBits);
        var isIntra = reader.Unsigned(2) == IntraSlice && !reader.Failed;
        return isIntra ? kind : kind | NalUnit.Predicted;
    }
}
