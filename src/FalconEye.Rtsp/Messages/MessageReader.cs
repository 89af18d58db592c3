using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using FalconEye.Rtsp.Client;

namespace FalconEye.Rtsp.Messages;

/// <summary>
/// Takes received bytes apart: messages, interleaved frames, and what some cameras send between them. Reads from a buffer and keeps no state, so that a
/// message may arrive in parts of any size.
/// </summary>
internal static class MessageReader
{
    /// <summary>The longest head of a message in bytes.</summary>
    public const int MaximumHead = 16 * 1024;

    /// <summary>The longest body in bytes; session descriptions have 0.5 to 4 KiB.</summary>
    public const int MaximumBody = 48 * 1024;

    /// <summary>The most headers of a message.</summary>
    public const int MaximumHeaders = 255;

    private const int MaximumRequestLine = 4096;

    /// <summary>Reads the item at the start of the bytes.</summary>
    /// <param name="data">What was received and not read yet.</param>
    /// <param name="isAll">Whether nothing more comes, so that a body which is shorter than announced is taken as it is.</param>
    /// <exception cref="RtspException"><see cref="RtspFailure.Protocol"/>: a limit is exceeded, or a status line has no status.</exception>
    public static StreamItem Read(ReadOnlySpan<byte> data, bool isAll = false)
    {
        int blank = data.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        if (blank != 0)
            return data.IsEmpty ? new(StreamItemKind.Incomplete, 0) : new(StreamItemKind.Blank, blank < 0 ? data.Length : blank);
        if (data[0] == '$')
        {
            if (data.Length < StreamItem.FrameHeaderLength + 1)
                return ReadShortFrame(data);
            if (Leniency.IsPlausibleFrame(data[1], data[4]))
                return ReadFrame(data);
        }
        else
        {
            switch (Starts(data))
            {
                case true:
                    return ReadMessage(data, isAll);
                case null:
                    return new(StreamItemKind.Incomplete, 0);
                case false:
                    break;
            }
        }

        return new(StreamItemKind.Garbage, GarbageLength(data));
    }

    private static StreamItem ReadShortFrame(ReadOnlySpan<byte> data) =>
        data.Length == StreamItem.FrameHeaderLength && BinaryPrimitives.ReadUInt16BigEndian(data[2..]) == 0
            ? new(StreamItemKind.Frame, data.Length, data[1])
            : new(StreamItemKind.Incomplete, 0);

    private static StreamItem ReadFrame(ReadOnlySpan<byte> data)
    {
        int length = StreamItem.FrameHeaderLength + BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
        return data.Length < length ? new(StreamItemKind.Incomplete, 0) : new(StreamItemKind.Frame, length, data[1]);
    }

    /// <summary>Whether a message starts here; <see langword="null"/> while that cannot be known.</summary>
    private static bool? Starts(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith("HTTP/"u8))
            throw new RtspException(RtspFailure.Protocol, "The camera speaks HTTP at this port, not RTSP.");
        ReadOnlySpan<byte> protocol = "RTSP/"u8;
        if (Ascii.EqualsIgnoreCase(data[..Math.Min(data.Length, protocol.Length)], protocol[..Math.Min(data.Length, protocol.Length)]))
            return data.Length >= protocol.Length ? true : null;
        int letters = data.IndexOfAnyExceptInRange((byte)'A', (byte)'_');
        if (letters < 0)
            return data.Length < 32 ? null : false;
        if (letters < 3 || data[letters] != ' ')
            return false;
        int end = data[..Math.Min(data.Length, MaximumRequestLine)].IndexOf((byte)'\n');
        if (end < 0)
            return data.Length < MaximumRequestLine && data.IndexOfAnyExceptInRange((byte)' ', (byte)'~') is var other && (other < 0 || data[other] == '\r') ? null : false;
        return data[..end].LastIndexOf(" RTSP/"u8) > 0;
    }

    /// <summary>How many bytes to skip until a frame or response may start. A start that cannot be recognised yet is kept.</summary>
    private static int GarbageLength(ReadOnlySpan<byte> data)
    {
        for (int i = 1; i < data.Length; i++)
        {
            ReadOnlySpan<byte> rest = data[i..];
            if (rest[0] == '$' && (rest.Length <= StreamItem.FrameHeaderLength || Leniency.IsLikelyFrame(rest[1], BinaryPrimitives.ReadUInt16BigEndian(rest[2..]), rest[4])))
                return i;
            if (rest[0] == 'R' && rest[..Math.Min(rest.Length, 6)].SequenceEqual("RTSP/1"u8[..Math.Min(rest.Length, 6)]))
                return i;
        }

        return data.Length;
    }

    private static StreamItem ReadMessage(ReadOnlySpan<byte> data, bool isAll)
    {
        RtspHeaders headers = new();
        string? first = null;
        int position = 0;
        while (true)
        {
            int end = data[position..].IndexOf((byte)'\n');
            if ((end < 0 ? data.Length : position + end) > MaximumHead)
                throw new RtspException(RtspFailure.Protocol, $"The camera sends a message head of more than {MaximumHead / 1024} KiB.");
            if (end < 0)
                return new(StreamItemKind.Incomplete, 0);
            string line = Encoding.Latin1.GetString(data.Slice(position, end)).TrimEnd('\r');
            position += end + 1;
            if (first is null)
                first = line;
            else if (line.Length == 0)
                break;
            else
                AddHeader(headers, line);
        }

        ReadOnlySpan<byte> body = data[position..];
        int? announced = BodyLength(headers);
        int length = announced ?? 0;
        bool isUnknown = false;
        if (headers["Content-Type"]?.Contains("sdp", StringComparison.OrdinalIgnoreCase) == true)
            (length, isUnknown) = (Math.Max(length, DescriptionLength(body)), announced is null && body.IsEmpty);
        if (!isAll && (isUnknown || body.Length < length))
            return new(StreamItemKind.Incomplete, 0);
        length = Math.Min(length, body.Length);
        RtspMessage message = Compose(first, headers, data.Slice(position, length).ToArray());
        return new(StreamItemKind.Message, position + length, Message: message);
    }

    private static void AddHeader(RtspHeaders headers, string line)
    {
        if (headers.Count >= MaximumHeaders)
            throw new RtspException(RtspFailure.Protocol, $"The camera sends a message with more than {MaximumHeaders} headers.");
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (line[0] is ' ' or '\t')
            headers.Fold(line.Trim());
        else if (colon > 0)
            headers.Add(line[..colon].Trim(), line[(colon + 1)..].Trim());
    }

    /// <summary>How many bytes are lines of a session description, which some cameras announce with too short a length or none.</summary>
    private static int DescriptionLength(ReadOnlySpan<byte> body)
    {
        body = body[..Math.Min(body.Length, MaximumBody)];
        int length = 0;
        for (int position = 0; position < body.Length;)
        {
            ReadOnlySpan<byte> line = body[position..];
            int end = line.IndexOf((byte)'\n');
            position = end < 0 ? body.Length : position + end + 1;
            if (line.Length > 1 && char.IsAsciiLetterLower((char)line[0]) && line[1] == '=')
                length = position;
            else if (line[0] is not ((byte)'\r' or (byte)'\n'))
                break;
        }

        return length;
    }

    private static int? BodyLength(RtspHeaders headers)
    {
        if (!int.TryParse(headers["Content-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out int length))
            return null;
        return length <= MaximumBody
            ? length
            : throw new RtspException(RtspFailure.Protocol, $"The camera announces a message body of {length} bytes; the limit is {MaximumBody / 1024} KiB.");
    }

    private static RtspMessage Compose(string first, RtspHeaders headers, byte[] body)
    {
        string[] words = first.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (!words[0].StartsWith("RTSP/", StringComparison.OrdinalIgnoreCase))
            return new() { Method = words[0], Url = words.Length > 1 ? words[1] : "", Headers = headers, Body = body };
        return words.Length > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 100 and < 1000
            ? new() { Status = status, Reason = words.Length > 2 ? words[2].Trim() : "", Headers = headers, Body = body }
            : throw new RtspException(RtspFailure.Protocol, "The camera sends a response without a status code.");
    }
}
