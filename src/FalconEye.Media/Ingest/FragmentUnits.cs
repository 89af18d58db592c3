using System.Buffers;
using FalconEye.Media.Mp4;
using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>
/// Takes a fragmented MP4 file apart into units as it is written: what FFmpeg has read or encoded for us. Reads synchronously; give it a thread.
/// </summary>
/// <param name="stream">The file.</param>
/// <param name="time">The clock.</param>
internal sealed class FragmentUnits(Stream stream, TimeProvider time)
{
    /// <summary>The largest fragment: four seconds at 100 Mbit/s.</summary>
    private const int MaxFragment = 64 * 1024 * 1024;

    private readonly FragmentReader _reader = new(stream);
    private InitSegment? _init;
    private TimeSpan _leastDelay = TimeSpan.MaxValue;

    /// <summary>Reads the file's head.</summary>
    /// <returns><see langword="null"/> when the stream ends before it.</returns>
    /// <exception cref="Mp4FormatException">The stream is no fragmented MP4 file.</exception>
    internal StreamDescription? ReadDescription()
    {
        _init = _reader.ReadInit();
        return _init is null ? null : new StreamDescription(SampleEntryReader.Describe(_init), []);
    }

    /// <summary>Delivers the next fragment's units.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="Mp4FormatException">What follows is no fragment of this file.</exception>
    internal bool Deliver(ITimedUnitSink sink)
    {
        if (_reader.ReadFragment(_init!) is not { } fragment)
        {
            return false;
        }

        var length = fragment.Tracks.Sum(track => track.Samples.Sum(sample => (long)sample.Size)) + BoxHeader.MaxHeaderLength;
        if (length > MaxFragment)
        {
            throw new Mp4FormatException($"A fragment has {length} bytes; {MaxFragment} are taken.");
        }

        var data = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            var filled = 0;
            if (!_reader.CopySamples(part => filled += CopyTo(data, filled, part)))
            {
                return false;
            }

            Deliver(fragment, data.AsSpan(0, filled), sink);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(data);
        }
    }

    private static int CopyTo(byte[] data, int filled, ReadOnlySpan<byte> part)
    {
        if (part.Length > data.Length - filled)
        {
            throw new Mp4FormatException("A fragment has more bytes than its samples.");
        }

        part.CopyTo(data.AsSpan(filled));
        return part.Length;
    }

    /// <summary>In the order of decoding across the tracks, so that sound lies beside its picture.</summary>
    private void Deliver(MovieFragment fragment, ReadOnlySpan<byte> mdat, ITimedUnitSink sink)
    {
        // A fragment has just ended when it arrives; the least delayed one tells best when the file began.
        var delay = (time.GetUtcNow() - DateTimeOffset.UnixEpoch) - fragment.End;
        _leastDelay = delay < _leastDelay ? delay : _leastDelay;
        var cursors = fragment.Tracks.Select(track => new Cursor(track, fragment.Bytes.Length, IndexOf(track.Track))).ToList();
        while (cursors.Where(cursor => cursor.HasMore).MinBy(cursor => cursor.Time) is { } next)
        {
            next.Deliver(mdat, DateTimeOffset.UnixEpoch + _leastDelay + next.Time, sink);
        }
    }

    private int IndexOf(Track track) => _init!.Tracks.TakeWhile(other => other.Id != track.Id).Count();

    /// <summary>How far one track of a fragment is delivered.</summary>
    private sealed class Cursor(TrackFragment part, int moofLength, int track)
    {
        private long _position = part.DataOffset - moofLength;
        private ulong _time = part.DecodeTime;
        private int _next;

        internal bool HasMore => _next < part.Samples.Count;

        internal TimeSpan Time => part.Track.ToTime(_time);

        internal void Deliver(ReadOnlySpan<byte> mdat, DateTimeOffset wallClock, ITimedUnitSink sink)
        {
            var sample = part.Samples[_next++];
            if (_position < 0 || _position + sample.Size > mdat.Length)
            {
                throw new Mp4FormatException("A sample lies outside its fragment.");
            }

            sink.OnUnit(new TimedUnit
            {
                Track = track,
                Data = mdat.Slice((int)_position, (int)sample.Size),
                DecodeTime = (long)_time,
                CompositionOffset = sample.CompositionOffset,
                WallClock = wallClock,
                IsKey = sample.IsSync,
            });
            _position += sample.Size;
            _time += sample.Duration;
        }
    }
}
