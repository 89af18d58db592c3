using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>Puts the camera's sound beside the picture that comes out of an encoder.</summary>
/// <param name="sink">Receives both.</param>
/// <param name="sound">The sound.</param>
internal sealed class EncodedUnits(ITimedUnitSink sink, WaitingSound sound) : ITimedUnitSink
{
    private int _clockRate;
    private int _sound;

    /// <inheritdoc/>
    public void OnDescription(StreamDescription stream)
    {
        (_clockRate, _sound) = (stream.Video!.ClockRate, stream.Tracks.Count);
        sink.OnDescription(sound.Track is { } track ? stream with { Tracks = [.. stream.Tracks, track with { Index = _sound }] } : stream);
    }

    /// <inheritdoc/>
    public void OnUnit(in TimedUnit unit)
    {
        sink.OnUnit(unit);
        sound.Deliver(TimeSpan.FromSeconds((double)unit.DecodeTime / _clockRate), _sound, sink);
    }

    /// <inheritdoc/>
    public void OnLoss(int track, int packets) => sink.OnLoss(track, packets);
}
