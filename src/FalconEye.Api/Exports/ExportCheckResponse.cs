using FalconEye.ServiceDefaults;

namespace FalconEye.Api.Exports;

/// <summary>What was found of an export that someone brought. All of it but the verdict is what the file says of itself.</summary>
/// <param name="IsWhole">Whether it is whole and unchanged since it was signed.</param>
/// <param name="Problems">What is wrong, as sentences; at most 100.</param>
/// <param name="KeyFingerprint">SHA-256 of the key that signed it; <see langword="null"/> when it has none.</param>
/// <param name="IsOwnKey">Whether that is the key of this server. Who forges an export brings a key of their own.</param>
/// <param name="Export">What it has; <see langword="null"/> when that cannot be read.</param>
internal sealed record ExportCheckResponse(
    bool IsWhole, IReadOnlyList<string> Problems, string? KeyFingerprint, bool IsOwnKey, CheckedExport? Export)
{
    /// <summary>A file of a stranger says as much as it likes.</summary>
    internal const int MostItems = 100;

    private const int MaxTextLength = 300;

    internal static ExportCheckResponse Of(ExportVerdict verdict, string ownFingerprint) => new(
        verdict.IsWhole,
        [.. verdict.Problems.Take(MostItems).Select(Shown), .. MoreThan(verdict.Problems.Count)],
        verdict.Fingerprint,
        verdict.Fingerprint == ownFingerprint,
        verdict.Manifest is { } manifest ? CheckedExport.Of(manifest) : null);

    /// <summary>A text of the file, on one line and not too long.</summary>
    internal static string Shown(string text)
    {
        var line = VisibleText.OnOneLine(text.Length > MaxTextLength ? text[..MaxTextLength] : text);
        return text.Length > MaxTextLength ? line + "…" : line;
    }

    private static IEnumerable<string> MoreThan(int count) => count > MostItems ? [$"and {count - MostItems} more"] : [];
}

/// <summary>What an export says of itself.</summary>
/// <param name="Id">The export.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="CreatedBy">Who asked for it.</param>
/// <param name="From">The beginning that was asked for, UTC.</param>
/// <param name="To">The end that was asked for, UTC.</param>
/// <param name="Cameras">Its cameras; at most 100.</param>
internal sealed record CheckedExport(Guid Id, DateTime CreatedAt, string CreatedBy, DateTime From, DateTime To, IReadOnlyList<CheckedCamera> Cameras)
{
    internal static CheckedExport Of(ExportManifest manifest) => new(
        manifest.Id,
        manifest.CreatedAt,
        ExportCheckResponse.Shown(manifest.CreatedBy),
        manifest.From,
        manifest.To,
        [.. manifest.Cameras.Take(ExportCheckResponse.MostItems).Select(CheckedCamera.Of)]);
}

/// <summary>A camera of an export.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FileCount">How many videos it has.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="GapCount">How many gaps it names.</param>
/// <param name="Gaps">The first 100 of them.</param>
/// <param name="Encoded">How its pictures were encoded again, as text for users; <see langword="null"/> when they are those that were recorded.</param>
internal sealed record CheckedCamera(string Name, int FileCount, long Bytes, int GapCount, IReadOnlyList<CheckedGap> Gaps, string? Encoded)
{
    internal static CheckedCamera Of(ExportManifest.Camera camera) => new(
        ExportCheckResponse.Shown(camera.Name),
        camera.Files.Count,
        camera.Files.Aggregate(0L, (sum, file) => unchecked(sum + file.Bytes)),
        camera.Gaps.Count,
        [.. camera.Gaps.Take(ExportCheckResponse.MostItems).Select(gap => new CheckedGap(gap.From, gap.To, ExportCheckResponse.Shown(gap.Reason)))],
        camera.Files.Select(file => file.Encoded).FirstOrDefault(encoded => encoded is not null) is { } encoded ? ExportCheckResponse.Shown(encoded.Describe()) : null);
}

/// <summary>A time without video.</summary>
/// <param name="From">Its beginning, UTC.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Reason">Why, as text for users.</param>
internal sealed record CheckedGap(DateTime From, DateTime To, string Reason);
