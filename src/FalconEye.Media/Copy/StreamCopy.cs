using System.Buffers.Binary;
using System.Text.Json;
using FalconEye.Media.Ingest;
using FalconEye.Rtsp;
using FalconEye.Streaming.Video;

namespace FalconEye.Media.Copy;

/// <summary>
/// The stream of a camera as the recorder hands it to the relay, so that the camera has one connection: messages of <see cref="VideoFormat"/>
/// with descriptions and units in place of MP4. The payload of a unit is 1 byte track, 1 byte that is 1 when decoding can start there, 8 bytes
/// decode time, 4 bytes composition offset, all big endian, and the unit.
/// </summary>
public static class StreamCopy
{
    /// <summary>The path at which a recorder serves it.</summary>
    public const string Path = "/copy";

    /// <summary>
    /// The query of a relay that has the camera open itself: it is answered when the recorder takes the camera over, from when on the relay has
    /// to leave it. Without it a recorder that does not record answers 409 at once.
    /// </summary>
    public const string WaitQuery = "wait";

    private const string DescriptionType = "application/x-falconeye-units";
    private const int UnitHeader = sizeof(byte) + sizeof(byte) + sizeof(long) + sizeof(int);

    /// <summary>The message with a description.</summary>
    public static VideoMessage Describe(StreamDescription stream)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new CopiedStream(stream.Tracks, stream.LeftOut), CopyJson.Default.CopiedStream);
        return VideoMessage.Create(new VideoInit(DescriptionType, json), 0);
    }

    /// <summary>The bytes that <see cref="Write"/> needs for a unit.</summary>
    public static int LengthOf(in TimedUnit unit) => UnitHeader + unit.Data.Length;

    /// <summary>Writes the payload of a unit's message.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="payload">At least <see cref="LengthOf"/> bytes.</param>
    public static void Write(in TimedUnit unit, Span<byte> payload)
    {
        payload[0] = checked((byte)unit.Track);
        payload[1] = unit.IsKey ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64BigEndian(payload[2..], unit.DecodeTime);
        BinaryPrimitives.WriteInt32BigEndian(payload[(2 + sizeof(long))..], unit.CompositionOffset);
        unit.Data.CopyTo(payload[UnitHeader..]);
    }

    /// <summary>Hands what a message holds to a sink.</summary>
    /// <param name="message">The message.</param>
    /// <param name="stream">The description so far; <see langword="null"/> before the first.</param>
    /// <param name="sink">Takes it.</param>
    /// <exception cref="InvalidDataException">It is no message of a copy.</exception>
    public static void Deliver(VideoMessage message, ref StreamDescription? stream, ITimedUnitSink sink)
    {
        if (message.Kind == VideoMessageKind.Init)
        {
            stream = ReadDescription(message);
            sink.OnDescription(stream);
        }
        else if (stream is null)
        {
            throw new InvalidDataException("The recorder's copy begins without a description.");
        }
        else if (message.Kind == VideoMessageKind.Missed)
        {
            sink.OnLoss(stream.Video?.Index ?? 0, message.MissedFrames);
        }
        else
        {
            DeliverUnit(message, stream, sink);
        }
    }

    private static StreamDescription ReadDescription(VideoMessage message)
    {
        var init = message.ReadInit();
        try
        {
            return init.Mime == DescriptionType && JsonSerializer.Deserialize(init.Segment.Span, CopyJson.Default.CopiedStream) is { } copied
                ? new StreamDescription(copied.Tracks, copied.LeftOut)
                : throw new InvalidDataException("The recorder's copy has a description of another kind.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The description in the recorder's copy cannot be read.", e);
        }
    }

    private static void DeliverUnit(VideoMessage message, StreamDescription stream, ITimedUnitSink sink)
    {
        var payload = message.Payload.Span;
        if (payload.Length < UnitHeader || payload[0] >= stream.Tracks.Count)
        {
            throw new InvalidDataException("A unit in the recorder's copy is of no track that was described.");
        }

        sink.OnUnit(new TimedUnit
        {
            Track = payload[0],
            Data = payload[UnitHeader..],
            DecodeTime = BinaryPrimitives.ReadInt64BigEndian(payload[2..]),
            CompositionOffset = BinaryPrimitives.ReadInt32BigEndian(payload[(2 + sizeof(long))..]),
            WallClock = DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(message.CapturedAt),
            IsKey = payload[1] == 1,
        });
    }
}
