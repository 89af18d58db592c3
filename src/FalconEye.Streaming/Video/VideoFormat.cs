using System.Buffers.Binary;

namespace FalconEye.Streaming.Video;

/// <summary>
/// The messages of live video over HTTP: one after the other, each of 1 byte kind, 8 bytes capture time (microseconds since 1970), 4 bytes
/// length of the payload, both big endian, and the payload.
/// </summary>
public static class VideoFormat
{
    /// <summary>The content type of the stream.</summary>
    public const string ContentType = "application/x-falconeye-video";

    internal const int HeaderLength = sizeof(byte) + sizeof(long) + sizeof(int);

    /// <summary>Reads to the stream's end and hands over each message.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="onMessage">Gets each message; mostly <see cref="VideoBroadcaster.Publish"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">The bytes are no such stream.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task ReadAsync(Stream stream, Action<VideoMessage> onMessage, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        while (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken) is var read && read > 0)
        {
            if (read < HeaderLength)
            {
                throw new EndOfStreamException("The stream of video ended within a message.");
            }

            var kind = (VideoMessageKind)header[0];
            var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(sizeof(byte) + sizeof(long)));
            if (!Enum.IsDefined(kind) || length is < 0 or > VideoMessage.MaxPayload || (kind == VideoMessageKind.Missed && length != sizeof(int)))
            {
                throw new InvalidDataException($"A message of kind {(byte)kind} with {length} bytes is none of a stream of video.");
            }

            var message = VideoMessage.Allocate(kind, BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(sizeof(byte))), length, out var payload);
            await stream.ReadExactlyAsync(payload, cancellationToken);
            if (kind == VideoMessageKind.Init)
            {
                message.ReadInit();
            }

            onMessage(message);
        }
    }

    internal static void WriteHeader(VideoMessage message, Span<byte> header)
    {
        header[0] = (byte)message.Kind;
        BinaryPrimitives.WriteInt64BigEndian(header[sizeof(byte)..], message.CapturedAt);
        BinaryPrimitives.WriteInt32BigEndian(header[(sizeof(byte) + sizeof(long))..], message.Payload.Length);
    }
}
