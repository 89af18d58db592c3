using System.Text.Json;
using FalconEye.Api.Events;

namespace FalconEye.Api.Recordings.Modes;

/// <summary>How a camera is recorded on events, as clients see it and as it is stored; kept while another mode is chosen.</summary>
public sealed record CameraEventRecording
{
    internal const int MostPreRoll = 60;
    internal const int MostPostRoll = 600;

    private static readonly JsonSerializerOptions Stored = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Seconds that a recording begins before its event.</summary>
    public int PreRollSeconds { get; init; } = 5;

    /// <summary>Seconds that a recording goes on after its last event.</summary>
    public int PostRollSeconds { get; init; } = 10;

    /// <summary>The kinds of events that are recorded: some of <see cref="EventKinds.Detections"/>.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [EventKinds.Motion];

    /// <summary>What is stored, as text.</summary>
    internal string Write() => JsonSerializer.Serialize(this, Stored);

    /// <summary>Reads what is stored.</summary>
    internal static CameraEventRecording Read(string? stored) =>
        stored is null ? new() : JsonSerializer.Deserialize<CameraEventRecording>(stored, Stored)!;

    /// <summary>What is wrong; <see langword="null"/> when nothing is.</summary>
    internal string? FindProblem() =>
        PreRollSeconds is < 0 or > MostPreRoll ? $"recording_events.pre_roll_seconds is a whole number from 0 to {MostPreRoll}."
        : PostRollSeconds is < 1 or > MostPostRoll ? $"recording_events.post_roll_seconds is a whole number from 1 to {MostPostRoll}."
        : Kinds is null or [] || Kinds.Any(kind => !EventKinds.Detections.Contains(kind))
            ? $"recording_events.kinds is a list of at least one of {string.Join(", ", EventKinds.Detections)}."
        : null;
}
