using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

/// <summary>What many tests ask of the API about recordings.</summary>
internal static class RecordingRequests
{
    /// <summary>Waits until a recording has a status.</summary>
    internal static Task<JsonElement> WaitForRecordingAsync(
        this FalconEyeServer server, string recordingId, string status, CancellationToken cancellationToken) =>
        Eventually.ReturnsAsync(
            async () => (await server.ListRecordingsAsync(cancellationToken)).FirstOrDefault(recording => recording.GetProperty("id").GetString() == recordingId),
            recording => recording.ValueKind == JsonValueKind.Object && recording.GetProperty("status").GetString() == status,
            $"recording {recordingId} is {status}",
            cancellationToken);

    /// <summary>Waits until recording goes on in a file other than <paramref name="before"/>.</summary>
    internal static Task<IReadOnlyList<JsonElement>> WaitForNewRecordingAsync(
        this FalconEyeServer server, string before, CancellationToken cancellationToken) =>
        Eventually.ReturnsAsync(
            () => server.ListRecordingsAsync(cancellationToken),
            recordings => recordings.Any(recording =>
                recording.GetProperty("id").GetString() != before && recording.GetProperty("status").GetString() == "recording"),
            "recording goes on in a new file",
            cancellationToken);

    /// <summary>All recordings, newest first.</summary>
    internal static async Task<IReadOnlyList<JsonElement>> ListRecordingsAsync(this FalconEyeServer server, CancellationToken cancellationToken) =>
        [.. (await server.GetAsync("/api/recordings?limit=1000", cancellationToken)).GetProperty("recordings").EnumerateArray()];
}
