using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FalconEye.Api.Exports;

/// <summary>What an export has and what it has not: signed, beside its files.</summary>
/// <param name="Format">The version of this description.</param>
/// <param name="Id">The export.</param>
/// <param name="CreatedAt">When it was written, UTC.</param>
/// <param name="CreatedBy">Who asked for it.</param>
/// <param name="From">The beginning that was asked for, UTC.</param>
/// <param name="To">The end that was asked for, UTC.</param>
/// <param name="Cameras">Each camera's files and gaps.</param>
internal sealed record ExportManifest(
    string Format, Guid Id, DateTime CreatedAt, string CreatedBy, DateTime From, DateTime To, IReadOnlyList<ExportManifest.Camera> Cameras)
{
    internal const string FileName = "manifest.json";
    internal const string SignatureName = "manifest.sig";
    internal const string KeyName = "public-key.pem";
    internal const string CurrentFormat = "falconeye-export-1";

    /// <summary>What a manifest lacks is no manifest: it may come from anyone.</summary>
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="JsonException">It is no manifest.</exception>
    internal static ExportManifest? Parse(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<ExportManifest>(bytes, Json);

    /// <summary>A camera of the export.</summary>
    /// <param name="Id">The camera.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Files">Its video.</param>
    /// <param name="Gaps">When there is none, and why.</param>
    internal sealed record Camera(Guid Id, string Name, IReadOnlyList<Video> Files, IReadOnlyList<Gap> Gaps);

    /// <summary>An MP4 file.</summary>
    /// <param name="Name">Its name in the ZIP file.</param>
    /// <param name="Bytes">Its size.</param>
    /// <param name="Sha256">Its hash, in hexadecimal.</param>
    /// <param name="DurationSeconds">How long it plays.</param>
    /// <param name="Parts">Which recordings it is of.</param>
    /// <param name="Encoded">How its pictures were encoded again; absent when they are the recorded ones.</param>
    internal sealed record Video(
        string Name,
        long Bytes,
        string Sha256,
        double DurationSeconds,
        IReadOnlyList<Part> Parts,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Encoded? Encoded = null);

    /// <summary>How pictures were encoded again: they are then not bit for bit what the camera sent.</summary>
    /// <param name="Codec">Their codec now: <c>h264</c>.</param>
    /// <param name="TimeZone">The time zone in which each picture shows the time at which it was recorded; absent when they show none.</param>
    /// <param name="Speed">How many recorded seconds a second shows, made of keyframes alone; absent when all pictures are there.</param>
    internal sealed record Encoded(
        string Codec,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TimeZone = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Speed = null)
    {
        /// <summary>As text for users.</summary>
        internal string Describe() => string.Join(
            ", ",
            [
                $"encoded again ({Codec})",
                .. (string[])(TimeZone is null ? [] : [$"time burned in ({TimeZone})"]),
                .. (string[])(Speed is { } speed ? [string.Create(CultureInfo.InvariantCulture, $"time-lapse, {speed:0.#} times as fast")] : []),
            ]);
    }

    /// <summary>What a file has of a recording.</summary>
    /// <param name="RecordingId">The recording.</param>
    /// <param name="From">From when, UTC.</param>
    /// <param name="To">Until when, UTC.</param>
    /// <param name="AtSeconds">Where it begins in the file.</param>
    internal sealed record Part(string RecordingId, DateTime From, DateTime To, double AtSeconds);

    /// <summary>A time without video.</summary>
    /// <param name="From">Its beginning, UTC.</param>
    /// <param name="To">Its end, UTC.</param>
    /// <param name="Cause">Why, as the API names it.</param>
    /// <param name="Reason">Why, as text for users.</param>
    internal sealed record Gap(DateTime From, DateTime To, string Cause, string Reason);
}
