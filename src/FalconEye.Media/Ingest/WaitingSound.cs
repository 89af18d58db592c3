using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>
/// Sound that waits for its picture, which comes out of an encoder later. Bounded: what waits too long is dropped. Safe for one thread that
/// adds and one that takes.
/// </summary>
internal sealed class WaitingSound
{
    /// <summary>Some seconds of linear sound, minutes of any other.</summary>
    private const int MaxBytes = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<Packet> _packets = [];
    private int _bytes;

    /// <summary>The camera's sound; <see langword="null"/> for none.</summary>
    internal TrackDescription? Track { get; private set; }

    /// <summary>Notes what the sound is.</summary>
    internal void Describe(TrackDescription? track)
    {
        lock (_lock)
        {
            Track = track;
        }
    }

    /// <summary>Takes a packet.</summary>
    /// <param name="unit">The packet.</param>
    /// <param name="begun">When the first picture lies on the packet's time line; <see langword="null"/> before it, when sound is dropped.</param>
    internal void Add(in TimedUnit unit, TimeSpan? begun)
    {
        lock (_lock)
        {
            if (Track is not { } track || begun is not { } start)
            {
                return;
            }

            var time = unit.DecodeTime - (long)Math.Round(start.TotalSeconds * track.ClockRate);
            if (time >= 0)
            {
                _packets.Enqueue(new Packet(unit.Data.ToArray(), time, unit.WallClock));
                _bytes += unit.Data.Length;
            }

            while (_bytes > MaxBytes)
            {
                _bytes -= _packets.Dequeue().Data.Length;
            }
        }
    }

    /// <summary>Delivers what lies before a picture.</summary>
    /// <param name="picture">When the picture is shown, since the first one.</param>
    /// <param name="index">The index of the sound's track for the sink.</param>
    /// <param name="sink">Receives the packets.</param>
    internal void Deliver(TimeSpan picture, int index, ITimedUnitSink sink)
    {
        while (TryTake(picture, out var packet))
        {
            sink.OnUnit(new TimedUnit
            {
                Track = index,
                Data = packet.Data,
                DecodeTime = packet.Time,
                CompositionOffset = 0,
                WallClock = packet.WallClock,
                IsKey = true,
            });
        }
    }

    private bool TryTake(TimeSpan picture, out Packet packet)
    {
        lock (_lock)
        {
            if (!_packets.TryPeek(out packet) || TimeSpan.FromSeconds((double)packet.Time / Track!.ClockRate) > picture)
            {
                return false;
            }

            _packets.Dequeue();
            _bytes -= packet.Data.Length;
            return true;
        }
    }

    private readonly record struct Packet(byte[] Data, long Time, DateTimeOffset WallClock);
}
