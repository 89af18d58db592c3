using System.Buffers.Binary;

namespace FalconEye.Media.Mp4;

/// <summary>
/// Writes the head of a file that is not fragmented any more: that of the fragmented one, with durations and tables of samples.
/// </summary>
internal sealed class FaststartHead
{
    private readonly BoxWriter _boxes = new();
    private readonly ReadOnlyMemory<byte> _init;
    private readonly Dictionary<uint, SampleTable> _tables;
    private readonly TimeSpan _duration;
    private readonly long _dataStart;
    private uint _movieTimescale;

    private FaststartHead(ReadOnlyMemory<byte> init, Dictionary<uint, SampleTable> tables, TimeSpan duration, long dataStart)
    {
        _init = init;
        _tables = tables;
        _duration = duration;
        _dataStart = dataStart;
    }

    /// <summary>Writes ftyp, moov and the head of the mdat, behind which the samples of all fragments are to follow.</summary>
    internal static ReadOnlyMemory<byte> Write(FragmentedMp4 mp4)
    {
        var tables = mp4.Init.Tracks.ToDictionary(track => track.Id, track => SampleTable.Of(track, mp4));
        return Write(mp4.Init.Bytes, tables, mp4.Duration, mp4.Fragments.Sum(fragment => fragment.DataLength));
    }

    /// <summary>Writes the same of tables that were collected elsewhere.</summary>
    /// <param name="init">ftyp and moov, of which the tracks are taken.</param>
    /// <param name="tables">The samples of each track, by its number.</param>
    /// <param name="duration">How long all of it plays.</param>
    /// <param name="dataLength">Bytes of all samples.</param>
    internal static ReadOnlyMemory<byte> Write(ReadOnlyMemory<byte> init, Dictionary<uint, SampleTable> tables, TimeSpan duration, long dataLength)
    {
        // The head's length does not depend on the offsets in it: the first writing tells it, the second knows where the samples begin.
        var length = new FaststartHead(init, tables, duration, 0).Write(dataLength).Length;
        return new FaststartHead(init, tables, duration, length).Write(dataLength);
    }

    private ReadOnlyMemory<byte> Write(long dataLength)
    {
        _boxes.Box(BoxType.Ftyp, () => _boxes.Bytes("isom\0\0\u0002\0isomiso2iso4mp41"u8));
        _boxes.Box(BoxType.Moov, () => ForEach(Boxes.Required(_init.Span, BoxType.Moov), WriteMovieBox));
        _boxes.UInt32(1);
        _boxes.UInt32(BoxType.Mdat.Code);
        _boxes.UInt64((ulong)dataLength + BoxHeader.MaxHeaderLength);
        return _boxes.Written;
    }

    private void WriteMovieBox(Boxes box)
    {
        if (box.Current.Type == BoxType.Mvhd)
        {
            WriteMovieHeader(box);
        }
        else if (box.Current.Type == BoxType.Trak)
        {
            WriteTrack(box.Payload);
        }
        else if (box.Current.Type != BoxType.Mvex)
        {
            _boxes.Bytes(box.Whole);
        }
    }

    private void WriteMovieHeader(Boxes box)
    {
        var fields = new FieldReader(box.Payload);
        fields.Skip(fields.ReadVersion().Version == 0 ? 8 : 16);
        _movieTimescale = fields.ReadUInt32();
        WriteWithDuration(box, fields.Position, MovieUnits(_duration));
    }

    private void WriteTrack(ReadOnlySpan<byte> trak)
    {
        var tkhd = new FieldReader(Boxes.Required(trak, BoxType.Tkhd));
        tkhd.Skip(tkhd.ReadVersion().Version == 0 ? 8 : 16);
        var table = _tables[tkhd.ReadUInt32()];
        if (table.IsEmpty)
        {
            return;
        }

        var durationField = tkhd.Position + sizeof(uint);
        var start = _boxes.Begin(BoxType.Trak);
        var boxes = new Boxes(trak);
        while (boxes.MoveNext())
        {
            WriteTrackBox(boxes, table, durationField);
        }

        _boxes.End(start);
    }

    private void WriteTrackBox(Boxes box, SampleTable table, int durationField)
    {
        if (box.Current.Type == BoxType.Tkhd)
        {
            WriteWithDuration(box, durationField, MovieUnits(table.Track.ToTime(table.Start + table.Duration - table.Skip)));
            WriteEdits(table);
        }
        else if (box.Current.Type == BoxType.Mdia)
        {
            WriteNested(box, inner => WriteMediaBox(inner, table));
        }
        else if (box.Current.Type != BoxType.Edts)
        {
            _boxes.Bytes(box.Whole);
        }
    }

    /// <summary>
    /// A track that begins later than the file is held back by an empty edit; what is only decoded at its beginning is left out by one that
    /// begins later in it (ISO/IEC 14496-12, section 8.6.6).
    /// </summary>
    private void WriteEdits(SampleTable table)
    {
        if (table is { Start: 0, Skip: 0 })
        {
            return;
        }

        _boxes.Box(BoxType.Edts, () => _boxes.FullBox(BoxType.Elst, 1, () =>
        {
            _boxes.UInt32(table.Start > 0 ? 2u : 1);
            if (table.Start > 0)
            {
                WriteEdit(MovieUnits(table.Track.ToTime(table.Start)), ulong.MaxValue);
            }

            WriteEdit(MovieUnits(table.Track.ToTime(table.PresentationDuration - table.Skip)), table.Skip);
        }));
    }

    private void WriteEdit(ulong duration, ulong mediaTime)
    {
        const uint NormalRate = 0x0001_0000;
        _boxes.UInt64(duration);
        _boxes.UInt64(mediaTime);
        _boxes.UInt32(NormalRate);
    }

    private void WriteMediaBox(Boxes box, SampleTable table)
    {
        if (box.Current.Type == BoxType.Mdhd)
        {
            var fields = new FieldReader(box.Payload);
            fields.Skip(fields.ReadVersion().Version == 0 ? 12 : 20);
            WriteWithDuration(box, fields.Position, table.Duration);
        }
        else if (box.Current.Type == BoxType.Minf)
        {
            WriteNested(box, inner => WriteMediaInformationBox(inner, table));
        }
        else
        {
            _boxes.Bytes(box.Whole);
        }
    }

    private void WriteMediaInformationBox(Boxes box, SampleTable table)
    {
        if (box.Current.Type != BoxType.Stbl)
        {
            _boxes.Bytes(box.Whole);
            return;
        }

        WriteNested(box, inner =>
        {
            if (inner.Current.Type == BoxType.Stsd)
            {
                _boxes.Bytes(inner.Whole);
                table.Write(_boxes, _dataStart);
            }
        });
    }

    private void WriteNested(Boxes box, Action<Boxes> write)
    {
        var start = _boxes.Begin(box.Current.Type);
        ForEach(box.Payload, write);
        _boxes.End(start);
    }

    private static void ForEach(ReadOnlySpan<byte> bytes, Action<Boxes> write)
    {
        var boxes = new Boxes(bytes);
        while (boxes.MoveNext())
        {
            write(boxes);
        }
    }

    /// <summary>Copies a full box and writes its duration over; one that 32 bits cannot hold becomes "unknown", all ones.</summary>
    private void WriteWithDuration(Boxes box, int fieldInPayload, ulong duration)
    {
        var wide = box.Payload[0] != 0;
        if (box.Current.PayloadLength < fieldInPayload + (wide ? sizeof(ulong) : sizeof(uint)))
        {
            throw new Mp4FormatException($"{box.Current.Type} ends before its duration.");
        }

        var copy = _boxes.Take((int)box.Current.Length);
        box.Whole.CopyTo(copy);
        var field = copy[(box.Current.HeaderLength + fieldInPayload)..];
        if (wide)
        {
            BinaryPrimitives.WriteUInt64BigEndian(field, duration);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(field, (uint)Math.Min(duration, uint.MaxValue));
        }
    }

    private ulong MovieUnits(TimeSpan time) => (ulong)((UInt128)time.Ticks * _movieTimescale / TimeSpan.TicksPerSecond);
}
