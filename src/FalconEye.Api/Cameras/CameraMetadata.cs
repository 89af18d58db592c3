using System.Text;
using System.Text.Json.Nodes;

namespace FalconEye.Api.Cameras;

/// <summary>A client's own facts about a camera: any JSON object of a bounded size.</summary>
internal static class CameraMetadata
{
    private const int MaxBytes = 16 * 1024;

    /// <summary>The key under which the last error is shown; it is never stored.</summary>
    private const string ErrorKey = "error";

    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    internal static string? ProblemOf(JsonObject? metadata) =>
        metadata is not null && Encoding.UTF8.GetByteCount(metadata.ToJsonString()) > MaxBytes
            ? $"Metadata is larger than {MaxBytes / 1024} kB."
            : null;

    internal static string ToStored(JsonObject? metadata)
    {
        metadata?.Remove(ErrorKey);
        return metadata?.ToJsonString() ?? "{}";
    }
}
