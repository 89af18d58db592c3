using System.Runtime.InteropServices;
using FalconEye.Media.Ingest;
using FalconEye.Rtsp;

namespace FalconEye.Media.Mp4;

/// <summary>
/// Writes the fragments of an MP4 whose beginning <see cref="InitWriter"/> wrote: as many units as a recording wants on the disk at once, or
/// one for live view. A unit's bytes are copied once. Not thread-safe.
/// </summary>
public sealed class FragmentWriter
{

    private readonly FragmentTrack[] _tracks;
    private readonly BoxWriter _head = new(4096);
    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private uint _sequence;

    /// <summary>Begins with the first fragment of a file or connection.</summary>
    /// <param name="tracks">The tracks that <see cref="InitWriter.Write"/> was given.</param>
    public FragmentWriter(IReadOnlyList<TrackDescription> tracks) => _tracks = [.. tracks.Select(track => new FragmentTrack(track))];

    /// <summary>Bytes of the samples that the fragment has so far.</summary>
    public int DataLength => _tracks.Sum(track => track.Length);

    /// <summary>Whether the fragment has no sample yet.</summary>
    public bool IsEmpty => _tracks.All(track => track.Samples.Count == 0);

    /// <summary>Bytes of the fragment that <see cref="Finish"/> made last.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a unit. Those of a track come in decoding order. A unit of a track that is not stored is left out.</summary>
    /// <param name="unit">The unit; G.711 and L16 become FLAC.</param>
    /// <param name="origin">Decode time, in ticks of the track's clock, at which the file begins: 0 in it.</param>
    public void Add(in TimedUnit unit, long origin = 0) =>
        Add(unit.Track, unit.Data, unit.DecodeTime - origin, unit.CompositionOffset, unit.IsKey);

    /// <summary>Adds a unit.</summary>
    /// <param name="track">The track's <see cref="TrackDescription.Index"/>.</param>
    /// <param name="data">The unit's bytes.</param>
    /// <param name="decodeTime">When it is decoded in the file, in ticks of the track's clock; below 0 counts as 0.</param>
    /// <param name="compositionOffset">How much later it is shown.</param>
    /// <param name="isKey">Whether decoding can start with it.</param>
    public void Add(int track, ReadOnlySpan<byte> data, long decodeTime, int compositionOffset, bool isKey) =>
        TrackOf(track)?.Add(data, Math.Max(decodeTime, 0), compositionOffset, isKey ? Sample.SyncFlags : Sample.NonSyncFlags);

    /// <summary>
    /// Says when a track's next unit will be decoded, which is how long the last one lasts. Without it that is taken to last as long as the
    /// one before.
    /// </summary>
    /// <param name="track">The track's <see cref="TrackDescription.Index"/>.</param>
    /// <param name="decodeTime">When, in ticks of the track's clock, in the file.</param>
    public void EndAt(int track, long decodeTime) => TrackOf(track)?.EndAt(decodeTime);

    /// <summary>Ends the fragment.</summary>
    /// <returns>
    /// Its parts in order, to be written in one go; empty when it has no sample. They are valid until the next unit is added.
    /// </returns>
    public IReadOnlyList<ReadOnlyMemory<byte>> Finish()
    {
        _parts.Clear();
        Length = 0;
        if (IsEmpty)
        {
            return _parts;
        }

        WriteHead(DataLength);
        _parts.Add(_head.Written);
        foreach (var track in _tracks)
        {
            if (track.Length > 0)
            {
                _parts.Add(track.Data);
            }

            track.Clear();
        }

        Length = _parts.Sum(part => part.Length);
        return _parts;
    }

    private FragmentTrack? TrackOf(int index) => Array.Find(_tracks, track => track.Index == index);

    private void WriteHead(int dataLength)
    {
        _head.Clear();
        var moof = _head.Begin(BoxType.Moof);
        var mfhd = _head.Begin(BoxType.Mfhd, 0, 0);
        _head.UInt32(++_sequence);
        _head.End(mfhd);
        foreach (var track in _tracks)
        {
            if (track.Samples.Count > 0)
            {
                WriteTrack(track);
            }
        }

        _head.End(moof);
        const int MdatHeaderLength = 8;
        var offset = _head.Length + MdatHeaderLength;
        foreach (var track in _tracks)
        {
            if (track.Samples.Count > 0)
            {
                _head.Replace(track.DataOffsetField, (uint)offset);
                offset += track.Length;
            }
        }

        _head.UInt32((uint)(dataLength + MdatHeaderLength));
        _head.UInt32(BoxType.Mdat.Code);
    }

    private void WriteTrack(FragmentTrack track) => track.DataOffsetField = TrackFragmentBox.Write(
        _head,
        InitWriter.IdOf(track.Index),
        (ulong)track.DecodeTime,
        dataOffset: 0,
        CollectionsMarshal.AsSpan(track.Samples),
        track.HasCompositionOffsets);
}
