namespace FalconEye.Api.Exports;

/// <summary>What was found of an export.</summary>
/// <param name="Manifest">What it says of itself; <see langword="null"/> when that cannot be read.</param>
/// <param name="Fingerprint">SHA-256 of the key that it brings along.</param>
/// <param name="Problems">What is wrong; empty when it is whole and unchanged.</param>
internal sealed record ExportVerdict(ExportManifest? Manifest, string? Fingerprint, IReadOnlyList<string> Problems)
{
    /// <summary>Whether it is whole and unchanged.</summary>
    internal bool IsWhole => Problems.Count == 0;
}
