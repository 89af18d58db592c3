namespace FalconEye.Media.Mp4.Reencoding;

/// <summary>Writes the beginning of a fragmented file (ftyp, moov) of tracks that come from two files.</summary>
internal static class EncodedInit
{
    /// <summary>One track of a recording, and all of another file.</summary>
    /// <param name="boxes">Where to.</param>
    /// <param name="moov">The recording's moov, its payload.</param>
    /// <param name="trackId">The track of the recording.</param>
    /// <param name="other">ftyp and moov of the other file, whose track has another number; may be empty.</param>
    internal static void Write(BoxWriter boxes, ReadOnlySpan<byte> moov, uint trackId, ReadOnlySpan<byte> other)
    {
        InitWriter.WriteFileType(boxes);
        var start = boxes.Begin(BoxType.Moov);
        List<uint> ids = [trackId];
        CopyMovieHeader(boxes, moov);
        CopyTracks(boxes, moov, track => track.Id == trackId);
        if (!other.IsEmpty)
        {
            ids.AddRange(CopyTracks(boxes, Boxes.Required(other, BoxType.Moov), _ => true));
        }

        InitWriter.WriteDefaults(boxes, ids);
        boxes.End(start);
    }

    /// <summary>A recording's tracks, of which the picture is one that was encoded again.</summary>
    /// <param name="moov">The recording's moov, its payload.</param>
    /// <param name="videoId">The track that is replaced; the new one gets its number.</param>
    /// <param name="encoded">The moov of what was encoded, its payload; it has one track.</param>
    /// <param name="keepsSound">Whether the recording's sound follows.</param>
    internal static ReadOnlyMemory<byte> Replace(ReadOnlySpan<byte> moov, uint videoId, ReadOnlySpan<byte> encoded, bool keepsSound)
    {
        BoxWriter boxes = new(4096);
        InitWriter.WriteFileType(boxes);
        var start = boxes.Begin(BoxType.Moov);
        List<uint> ids = [videoId];
        CopyMovieHeader(boxes, moov);
        var track = boxes.Length;
        CopyTracks(boxes, encoded, _ => true);
        SetId(boxes, track, videoId);
        if (keepsSound)
        {
            ids.AddRange(CopyTracks(boxes, moov, track => !track.IsVideo));
        }

        InitWriter.WriteDefaults(boxes, ids);
        boxes.End(start);
        return boxes.Written;
    }

    private static void CopyMovieHeader(BoxWriter boxes, ReadOnlySpan<byte> moov)
    {
        var mvhd = boxes.Begin(BoxType.Mvhd);
        boxes.Bytes(Boxes.Required(moov, BoxType.Mvhd));
        boxes.End(mvhd);
    }

    private static List<uint> CopyTracks(BoxWriter boxes, ReadOnlySpan<byte> moov, Predicate<Track> takes)
    {
        List<uint> ids = [];
        var inner = new Boxes(moov);
        while (inner.MoveNext())
        {
            if (inner.Current.Type == BoxType.Trak && InitSegment.ParseTrack(inner.Payload, default) is var track && takes(track))
            {
                ids.Add(track.Id);
                boxes.Bytes(inner.Whole);
            }
        }

        return ids;
    }

    /// <summary>Writes a track's number over the one that it has.</summary>
    private static void SetId(BoxWriter boxes, int trak, uint id)
    {
        var whole = boxes.Written.Span[trak..];
        var outer = new Boxes(whole);
        outer.MoveNext();
        var inner = new Boxes(outer.Payload);
        while (inner.MoveNext())
        {
            if (inner.Current.Type == BoxType.Tkhd)
            {
                var field = outer.Current.HeaderLength + inner.Start + inner.Current.HeaderLength + 4 + (inner.Payload[0] == 0 ? 8 : 16);
                boxes.Replace(trak + field, id);
            }
        }
    }
}
