using System.Buffers.Binary;
using FalconEye.Rtsp.Client;

namespace FalconEye.Rtsp.Rtp;

/// <summary>
/// Puts the packets of a track that came by UDP into the order of their sequence numbers. A packet in order passes without a copy; one that is early waits
/// for those before it, for a bounded time and in a bounded number.
/// </summary>
internal sealed class ReorderBuffer(TimeProvider time)
{
    private readonly List<(ushort Number, long Arrival, byte[] Packet)> _waiting = [];
    private ushort? _next;

    /// <summary>Takes a packet as it arrives and hands on those that are due.</summary>
    public void Push(ReadOnlySpan<byte> packet, long arrival, TrackReceiver receiver)
    {
        if (packet.Length < 12 || Leniency.IsRtcp(packet))
        {
            receiver.OnPacket(packet, arrival);
            return;
        }

        ushort number = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        int distance = _next is { } next ? (short)(number - next) : 0;
        if (distance is <= 0 or > Leniency.MaximumReorderCount)
        {
            // In order; or late, a duplicate or a jump, which the sequence tracker decides on.
            if (distance != 0)
                Flush(receiver);
            Deliver(number, packet, arrival, receiver, advance: distance is 0 or > 0);
        }
        else if (!_waiting.Exists(other => other.Number == number))
        {
            int place = _waiting.FindIndex(other => (short)(other.Number - number) > 0);
            _waiting.Insert(place < 0 ? _waiting.Count : place, (number, arrival, packet.ToArray()));
        }

        Release(receiver);
        Expire(arrival, receiver);
    }

    /// <summary>Hands on the packets that have waited too long for an earlier one.</summary>
    public void Expire(long now, TrackReceiver receiver)
    {
        while (_waiting.Count > 0 && (_waiting.Count > Leniency.MaximumReorderCount / 2 || time.GetElapsedTime(_waiting[0].Arrival, now) > Leniency.MaximumReorderDelay))
        {
            DeliverFirst(receiver);
            Release(receiver);
        }
    }

    private void Release(TrackReceiver receiver)
    {
        while (_waiting.Count > 0 && _waiting[0].Number == _next)
            DeliverFirst(receiver);
    }

    private void Flush(TrackReceiver receiver)
    {
        while (_waiting.Count > 0)
            DeliverFirst(receiver);
    }

    private void DeliverFirst(TrackReceiver receiver)
    {
        (ushort number, long arrival, byte[] packet) = _waiting[0];
        _waiting.RemoveAt(0);
        Deliver(number, packet, arrival, receiver, advance: true);
    }

    private void Deliver(ushort number, ReadOnlySpan<byte> packet, long arrival, TrackReceiver receiver, bool advance)
    {
        if (advance)
            _next = (ushort)(number + 1);
        receiver.OnPacket(packet, arrival);
    }
}
