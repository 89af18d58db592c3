using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FalconEye.Rtsp.Copy;

/// <summary>
/// How FalconEye's programs hand each other the units of a camera. A unit has in front of it 1 byte track, 1 byte that is 1 when decoding can
/// start there, 8 bytes decode time and 4 bytes composition offset, all big endian.
/// </summary>
public static class UnitFormat
{
    /// <summary>The content type of a description.</summary>
    public const string DescriptionType = "application/x-falconeye-units";

    /// <summary>The bytes in front of a unit.</summary>
    public const int HeaderLength = sizeof(byte) + sizeof(byte) + sizeof(long) + sizeof(int);

    /// <summary>Writes a description.</summary>
    public static byte[] WriteDescription(StreamDescription stream) =>
        JsonSerializer.SerializeToUtf8Bytes(new CopiedStream(stream.Tracks, stream.LeftOut), CopyJson.Default.CopiedStream);

    /// <summary>Reads a description.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static StreamDescription ReadDescription(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, CopyJson.Default.CopiedStream) is { Tracks: not null, LeftOut: not null } copied
                ? new StreamDescription(copied.Tracks, copied.LeftOut)
                : throw new InvalidDataException("The description of the copied stream is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The description of the copied stream cannot be read.", e);
        }
    }

    /// <summary>Writes what stands in front of a unit.</summary>
    /// <param name="header">At least <see cref="HeaderLength"/> bytes.</param>
    /// <param name="unit">What is said of the unit.</param>
    public static void Write(Span<byte> header, in CopiedUnit unit)
    {
        header[0] = checked((byte)unit.Track);
        header[1] = unit.IsKey ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64BigEndian(header[2..], unit.DecodeTime);
        BinaryPrimitives.WriteInt32BigEndian(header[(2 + sizeof(long))..], unit.CompositionOffset);
    }

    /// <summary>Reads what stands in front of a unit.</summary>
    /// <param name="payload">The unit with what stands in front of it.</param>
    /// <param name="tracks">How many tracks there are.</param>
    /// <exception cref="InvalidDataException">It is too short, or of no track that was described.</exception>
    public static CopiedUnit Read(ReadOnlySpan<byte> payload, int tracks) => payload.Length >= HeaderLength && payload[0] < tracks
        ? new CopiedUnit(
            payload[0],
            payload[1] == 1,
            BinaryPrimitives.ReadInt64BigEndian(payload[2..]),
            BinaryPrimitives.ReadInt32BigEndian(payload[(2 + sizeof(long))..]))
        : throw new InvalidDataException("A unit of the copied stream is of no track that was described.");
}

/// <summary>What is said of a unit.</summary>
/// <param name="Track">The index of its track.</param>
/// <param name="IsKey">Whether decoding can start there.</param>
/// <param name="DecodeTime">When it is decoded, in ticks of its track.</param>
/// <param name="CompositionOffset">How much later it is shown, in the same ticks.</param>
public readonly record struct CopiedUnit(int Track, bool IsKey, long DecodeTime, int CompositionOffset);

/// <summary>A description on its way from one program to another.</summary>
/// <param name="Tracks">As in <see cref="StreamDescription"/>.</param>
/// <param name="LeftOut">As in <see cref="StreamDescription"/>.</param>
internal sealed record CopiedStream(IReadOnlyList<TrackDescription> Tracks, IReadOnlyList<string> LeftOut);

/// <summary>The JSON of descriptions.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(CopiedStream))]
internal sealed partial class CopyJson : JsonSerializerContext;
