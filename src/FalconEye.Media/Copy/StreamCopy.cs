using FalconEye.Media.Ingest;
using FalconEye.Rtsp;
using FalconEye.Rtsp.Copy;
using FalconEye.Streaming.Video;

namespace FalconEye.Media.Copy;

/// <summary>
/// The stream of a camera as one program hands it to another, so that the camera has one connection: messages of <see cref="VideoFormat"/> with
/// descriptions and units (<see cref="UnitFormat"/>) in place of MP4.
/// </summary>
public static class StreamCopy
{
    /// <summary>The path at which a recorder serves it.</summary>
    public const string Path = "/copy";

    /// <summary>
    /// The query of a relay that has the camera open itself: it is answered when the recorder takes the camera over, from when on the relay has
    /// to leave it. Without it a recorder that does not record, or gets nothing from the camera, answers 409 at once.
    /// </summary>
    public const string WaitQuery = "wait";

    /// <summary>The query of a relay that only asks whether the camera is there: 200 without a copy when it has sent something in the last seconds, else 409.</summary>
    public const string ReceivingQuery = "receiving";

    /// <summary>The message with a description.</summary>
    public static VideoMessage Describe(StreamDescription stream) =>
        VideoMessage.Create(new VideoInit(UnitFormat.DescriptionType, UnitFormat.WriteDescription(stream)), 0);

    /// <summary>The bytes that <see cref="Write"/> needs for a unit.</summary>
    public static int LengthOf(in TimedUnit unit) => UnitFormat.HeaderLength + unit.Data.Length;

    /// <summary>Writes the payload of a unit's message.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="payload">At least <see cref="LengthOf"/> bytes.</param>
    public static void Write(in TimedUnit unit, Span<byte> payload)
    {
        UnitFormat.Write(payload, new CopiedUnit(unit.Track, unit.IsKey, unit.DecodeTime, unit.CompositionOffset));
        unit.Data.CopyTo(payload[UnitFormat.HeaderLength..]);
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
            stream = UnitFormat.ReadDescription(message.ReadInit().Segment.Span);
            sink.OnDescription(stream);
        }
        else if (stream is null)
        {
            throw new InvalidDataException("The copy begins without a description.");
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

    private static void DeliverUnit(VideoMessage message, StreamDescription stream, ITimedUnitSink sink)
    {
        var unit = UnitFormat.Read(message.Payload.Span, stream.Tracks.Count);
        sink.OnUnit(new TimedUnit
        {
            Track = unit.Track,
            Data = message.Payload.Span[UnitFormat.HeaderLength..],
            DecodeTime = unit.DecodeTime,
            CompositionOffset = unit.CompositionOffset,
            WallClock = DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(message.CapturedAt),
            IsKey = unit.IsKey,
        });
    }
}
