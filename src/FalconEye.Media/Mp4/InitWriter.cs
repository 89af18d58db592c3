using FalconEye.Media.Audio;
using FalconEye.Rtsp;

namespace FalconEye.Media.Mp4;

/// <summary>
/// Writes what a fragmented MP4 begins with: brands (ftyp) and tracks without samples (moov with mvex), from what an ingest says of them.
/// A track's id is its index and 1, its timescale its clock rate.
/// </summary>
public static class InitWriter
{
    private const uint MovieTimescale = 1000;
    private const ushort UndeterminedLanguage = 0x55C4;

    /// <summary>Whether a file can hold a track: its codec has a place in MP4, and what a player needs is known.</summary>
    /// <param name="track">The track. G.711 and L16 are stored as FLAC, as <see cref="FragmentWriter"/> does.</param>
    public static bool Takes(TrackDescription track)
    {
        var hasEntry = !track.SampleEntry.IsEmpty
            || track.Codec is MediaCodec.H264 or MediaCodec.H265 or MediaCodec.Jpeg or MediaCodec.Aac or MediaCodec.Opus
            || (LosslessAudio.Takes(track.Codec) && track.SampleRate is > 0 and < 1 << 20);
        return hasEntry && track.IsComplete && track.ClockRate > 0;
    }

    /// <summary>Writes ftyp and moov.</summary>
    /// <param name="tracks">The tracks, each with <see cref="Takes"/>.</param>
    /// <exception cref="ArgumentException">A track cannot be stored.</exception>
    public static byte[] Write(IReadOnlyList<TrackDescription> tracks)
    {
        foreach (var track in tracks)
        {
            if (!Takes(track))
            {
                throw new ArgumentException($"Track {track.Index} ({track.Codec}) cannot be stored in MP4.", nameof(tracks));
            }
        }

        var boxes = new BoxWriter(4096);
        WriteFileType(boxes);
        boxes.Box(BoxType.Moov, () =>
        {
            WriteMovieHeader(boxes, tracks.Max(track => track.Index) + 2);
            foreach (var track in tracks)
            {
                boxes.Box(BoxType.Trak, () => WriteTrack(boxes, track));
            }

            WriteDefaults(boxes, tracks.Select(track => IdOf(track.Index)));
        });
        return boxes.Written.ToArray();
    }

    /// <summary>Writes what kind of file it is (ftyp).</summary>
    internal static void WriteFileType(BoxWriter boxes) => boxes.Box(BoxType.Ftyp, () => boxes.Bytes("iso6\0\0\u0002\0iso5iso6mp41"u8));

    /// <summary>Writes that the samples of these tracks are in fragments (mvex, with a trex for each).</summary>
    /// <param name="boxes">Where to, within moov.</param>
    /// <param name="trackIds">The numbers of all tracks of the file.</param>
    internal static void WriteDefaults(BoxWriter boxes, IEnumerable<uint> trackIds) => boxes.Box(BoxType.Mvex, () =>
    {
        foreach (var id in trackIds)
        {
            boxes.FullBox(BoxType.Trex, 0, () =>
            {
                boxes.UInt32(id);
                boxes.UInt32(1);
                boxes.Zeros(3 * sizeof(uint));
            });
        }
    });

    /// <summary>The track's number in the file.</summary>
    internal static uint IdOf(int index) => (uint)index + 1;

    private static void WriteMovieHeader(BoxWriter boxes, int nextId) => boxes.FullBox(BoxType.Mvhd, 0, () =>
    {
        const uint NormalRate = 0x0001_0000;
        const ushort FullVolume = 0x0100;
        boxes.Zeros(8);
        boxes.UInt32(MovieTimescale);
        boxes.UInt32(0);
        boxes.UInt32(NormalRate);
        boxes.UInt16(FullVolume);
        boxes.Zeros(10);
        WriteMatrix(boxes);
        boxes.Zeros(24);
        boxes.UInt32((uint)nextId);
    });

    private static void WriteMatrix(BoxWriter boxes)
    {
        foreach (var value in (ReadOnlySpan<uint>)[0x0001_0000, 0, 0, 0, 0x0001_0000, 0, 0, 0, 0x4000_0000])
        {
            boxes.UInt32(value);
        }
    }

    private static void WriteTrack(BoxWriter boxes, TrackDescription track)
    {
        WriteTrackHeader(boxes, track);
        boxes.Box(BoxType.Mdia, () =>
        {
            boxes.FullBox(BoxType.Mdhd, 0, () =>
            {
                boxes.Zeros(8);
                boxes.UInt32((uint)track.ClockRate);
                boxes.UInt32(0);
                boxes.UInt16(UndeterminedLanguage);
                boxes.UInt16(0);
            });
            boxes.FullBox(BoxType.Hdlr, 0, () =>
            {
                boxes.UInt32(0);
                boxes.Bytes(track.Kind == TrackKind.Video ? "vide"u8 : "soun"u8);
                boxes.Zeros(12);
                boxes.Bytes(track.Kind == TrackKind.Video ? "Video\0"u8 : "Sound\0"u8);
            });
            boxes.Box(BoxType.Minf, () => WriteMediaInformation(boxes, track));
        });
    }

    private static void WriteTrackHeader(BoxWriter boxes, TrackDescription track)
    {
        const uint EnabledAndInMovie = 3;
        const ushort FullVolume = 0x0100;
        var start = boxes.Begin(BoxType.Tkhd, 0, EnabledAndInMovie);
        boxes.Zeros(8);
        boxes.UInt32(IdOf(track.Index));
        boxes.Zeros(4 + 4 + 8 + 4);
        boxes.UInt16(track.Kind == TrackKind.Audio ? FullVolume : (ushort)0);
        boxes.UInt16(0);
        WriteMatrix(boxes);
        boxes.UInt32((uint)track.Width << 16);
        boxes.UInt32((uint)track.Height << 16);
        boxes.End(start);
    }

    private static void WriteMediaInformation(BoxWriter boxes, TrackDescription track)
    {
        const uint IsVideoHeader = 1, IsSameFile = 1;
        var header = boxes.Begin(track.Kind == TrackKind.Video ? BoxType.Vmhd : BoxType.Smhd, 0, track.Kind == TrackKind.Video ? IsVideoHeader : 0);
        boxes.Zeros(track.Kind == TrackKind.Video ? 8 : 4);
        boxes.End(header);
        boxes.Box(BoxType.Dinf, () => boxes.FullBox(BoxType.Dref, 0, () =>
        {
            boxes.UInt32(1);
            boxes.End(boxes.Begin(BoxType.Url, 0, IsSameFile));
        }));
        boxes.Box(BoxType.Stbl, () =>
        {
            boxes.FullBox(BoxType.Stsd, 0, () =>
            {
                boxes.UInt32(1);
                WriteSampleEntry(boxes, track);
            });
            boxes.FullBox(BoxType.Stts, 0, () => boxes.UInt32(0));
            boxes.FullBox(BoxType.Stsc, 0, () => boxes.UInt32(0));
            boxes.FullBox(BoxType.Stsz, 0, () => boxes.UInt64(0));
            boxes.FullBox(BoxType.Stco, 0, () => boxes.UInt32(0));
        });
    }

    private static void WriteSampleEntry(BoxWriter boxes, TrackDescription track)
    {
        if (!track.SampleEntry.IsEmpty)
        {
            boxes.Bytes(track.SampleEntry.Span);
        }
        else if (track.Kind == TrackKind.Video)
        {
            VideoSampleEntry.Write(boxes, track);
        }
        else
        {
            AudioSampleEntry.Write(boxes, track);
        }
    }
}
