using FalconEye.Media.Ingest;
using FalconEye.Rtsp;

namespace FalconEye.Media.Tests.Ingest;

/// <summary>Keeps the times of what an ingest delivers.</summary>
internal sealed class CollectedUnits : ITimedUnitSink
{
    private readonly Lock _lock = new();
    private readonly List<(int Track, double Seconds, bool IsKey, DateTimeOffset WallClock)> _units = [];
    private readonly List<StreamDescription> _streams = [];

    /// <summary>The descriptions so far.</summary>
    public IReadOnlyList<StreamDescription> Streams
    {
        get
        {
            lock (_lock)
            {
                return [.. _streams];
            }
        }
    }

    /// <summary>The decode times of a track's units so far, in seconds.</summary>
    public IReadOnlyList<double> TimesOf(int track)
    {
        lock (_lock)
        {
            return [.. _units.Where(unit => unit.Track == track).Select(unit => unit.Seconds)];
        }
    }

    /// <summary>When the units so far were captured.</summary>
    public IReadOnlyList<DateTimeOffset> WallClocks
    {
        get
        {
            lock (_lock)
            {
                return [.. _units.Select(unit => unit.WallClock)];
            }
        }
    }

    public void OnDescription(StreamDescription stream)
    {
        lock (_lock)
        {
            _streams.Add(stream);
        }
    }

    public void OnUnit(in TimedUnit unit)
    {
        lock (_lock)
        {
            var rate = _streams[^1].Tracks[unit.Track].ClockRate;
            _units.Add((unit.Track, (double)unit.DecodeTime / rate, unit.IsKey, unit.WallClock));
        }
    }

    public void OnLoss(int track, int packets)
    {
        // Nothing here loses packets.
    }
}
