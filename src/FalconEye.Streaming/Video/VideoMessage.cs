using System.Buffers.Binary;
using System.Text;

namespace FalconEye.Streaming.Video;

/// <summary>
/// One message of live video, made once and shared by all viewers; it is never changed. Its buffer is left to the garbage collector: a
/// message waits in as many queues as there are viewers, and a pool would need a count of them (docs/decisions/0031).
/// </summary>
public sealed class VideoMessage
{
    /// <summary>The largest payload that is read: a keyframe of 8 MiB, with room to spare.</summary>
    public const int MaxPayload = 16 * 1024 * 1024;

    /// <summary>In front of the payload on a WebSocket: 8 bytes of time, one of kind.</summary>
    internal const int SocketHeaderLength = sizeof(long) + sizeof(byte);

    private readonly byte[] _buffer;

    private VideoMessage(byte[] buffer) => _buffer = buffer;

    /// <summary>What the message contains.</summary>
    public VideoMessageKind Kind => (VideoMessageKind)_buffer[sizeof(long)];

    /// <summary>When it was captured, in microseconds since 1970 (Unix epoch).</summary>
    public long CapturedAt => BinaryPrimitives.ReadInt64BigEndian(_buffer);

    /// <summary>The payload, in the form of its kind.</summary>
    public ReadOnlyMemory<byte> Payload => _buffer.AsMemory(SocketHeaderLength);

    /// <summary>Bytes that it takes in memory and, but for a few, on the wire.</summary>
    public int Length => _buffer.Length;

    /// <summary>Whether it is a frame of video.</summary>
    public bool IsFrame => Kind is VideoMessageKind.Keyframe or VideoMessageKind.Delta;

    /// <summary>How many frames were missed; only for <see cref="VideoMessageKind.Missed"/>.</summary>
    public int MissedFrames => BinaryPrimitives.ReadInt32BigEndian(Payload.Span);

    /// <summary>The message as it is on a WebSocket.</summary>
    internal ReadOnlyMemory<byte> Socket => _buffer;

    /// <summary>Makes a message of a fragment that lies in several places.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="capturedAt">Microseconds since 1970.</param>
    /// <param name="parts">The payload's parts; they are copied.</param>
    public static VideoMessage Create(VideoMessageKind kind, long capturedAt, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        var message = Allocate(kind, capturedAt, parts.Sum(part => part.Length), out var payload);
        foreach (var part in parts)
        {
            part.CopyTo(payload);
            payload = payload[part.Length..];
        }

        return message;
    }

    /// <summary>Makes the message that comes before the first fragment.</summary>
    /// <param name="init">The codecs and the beginning of the MP4.</param>
    /// <param name="capturedAt">Microseconds since 1970.</param>
    public static VideoMessage Create(VideoInit init, long capturedAt)
    {
        var mime = Encoding.ASCII.GetBytes(init.Mime);
        var length = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)mime.Length));
        return Create(VideoMessageKind.Init, capturedAt, [length, mime, init.Segment]);
    }

    /// <summary>The codecs and the beginning of the MP4; only for <see cref="VideoMessageKind.Init"/>.</summary>
    /// <exception cref="InvalidDataException">The payload is shorter than it says.</exception>
    public VideoInit ReadInit()
    {
        var payload = Payload;
        if (payload.Length < sizeof(ushort) || BinaryPrimitives.ReadUInt16BigEndian(payload.Span) is var length && payload.Length < sizeof(ushort) + length)
        {
            throw new InvalidDataException("The first message of a video is too short for the codecs that it announces.");
        }

        return new VideoInit(Encoding.ASCII.GetString(payload.Span.Slice(sizeof(ushort), length)), payload[(sizeof(ushort) + length)..]);
    }

    /// <summary>Says that a viewer has missed frames.</summary>
    internal static VideoMessage CreateMissed(long capturedAt, int frames)
    {
        var message = Allocate(VideoMessageKind.Missed, capturedAt, sizeof(int), out var payload);
        BinaryPrimitives.WriteInt32BigEndian(payload.Span, frames);
        return message;
    }

    /// <summary>Makes a message whose payload the caller fills before anyone else has it.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="capturedAt">Microseconds since 1970.</param>
    /// <param name="length">The payload's bytes.</param>
    /// <param name="payload">Is to be filled.</param>
    public static VideoMessage Allocate(VideoMessageKind kind, long capturedAt, int length, out Memory<byte> payload)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(SocketHeaderLength + length);
        BinaryPrimitives.WriteInt64BigEndian(buffer, capturedAt);
        buffer[sizeof(long)] = (byte)kind;
        payload = buffer.AsMemory(SocketHeaderLength);
        return new VideoMessage(buffer);
    }
}
