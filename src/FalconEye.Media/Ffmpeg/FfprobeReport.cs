using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FalconEye.Media.Ffmpeg;

/// <summary>What <c>ffprobe -of json -show_streams</c> prints, as far as it is used.</summary>
internal sealed record FfprobeReport(IReadOnlyList<FfprobeStream>? Streams)
{
    internal FfprobeStream? Video => Streams?.FirstOrDefault(stream => stream.CodecType == "video");

    internal FfprobeStream? Audio => Streams?.FirstOrDefault(stream => stream.CodecType == "audio");

    /// <summary>Reads the report; an empty or broken one, as a failed ffprobe leaves, is one without streams.</summary>
    internal static FfprobeReport Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, FfprobeJson.Default.FfprobeReport) ?? new FfprobeReport([]);
        }
        catch (JsonException)
        {
            return new FfprobeReport([]);
        }
    }
}

/// <summary>One stream of a source.</summary>
internal sealed record FfprobeStream(string? CodecType, string? CodecName, int? Width, int? Height, string? AvgFrameRate, string? RFrameRate)
{
    /// <summary>Frames per second: the average when FFmpeg knows one, else its base rate.</summary>
    internal double? Fps => Ratio(AvgFrameRate) ?? Ratio(RFrameRate);

    private static double? Ratio(string? text)
    {
        var parts = text?.Split('/') ?? [];
        return parts.Length == 2
            && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var numerator)
            && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var denominator)
            && numerator > 0 && denominator > 0 && numerator / denominator < 1000
                ? Math.Round(numerator / denominator, 2)
                : null;
    }
}

/// <summary>JSON of ffprobe.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FfprobeReport))]
internal sealed partial class FfprobeJson : JsonSerializerContext;
