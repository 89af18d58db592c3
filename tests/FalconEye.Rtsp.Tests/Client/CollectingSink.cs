using System.Collections.Concurrent;

namespace FalconEye.Rtsp.Tests.Client;

/// <summary>Keeps what a session hands on.</summary>
internal sealed class CollectingSink : IMediaUnitSink
{
    public ConcurrentQueue<StreamDescription> Descriptions { get; } = [];

    public ConcurrentQueue<(int Track, byte[] Data, long Timestamp, bool IsKey)> Units { get; } = [];

    public ConcurrentQueue<(int Track, int Packets)> Losses { get; } = [];

    public void OnDescription(StreamDescription stream) => Descriptions.Enqueue(stream);

    public void OnUnit(in MediaUnit unit) => Units.Enqueue((unit.Track, unit.Data.ToArray(), unit.Timestamp, unit.IsKey));

    public void OnLoss(int track, int packets) => Losses.Enqueue((track, packets));

    public int Count(int track) => Units.Count(unit => unit.Track == track);
}
