namespace FalconEye.Contracts.Recordings;

/// <summary>
/// How a camera is recorded on events: the body of the recorder's <c>POST /events</c>, and what is in force in its status. The recorder keeps the
/// last seconds in memory, and writes only what lies between <paramref name="From"/> and <paramref name="Until"/>, also of what it has in memory.
/// </summary>
/// <param name="HoldSeconds">How much is kept in memory, in seconds.</param>
/// <param name="From">From when on it is to be recorded, UTC; <see langword="null"/> when nothing has happened.</param>
/// <param name="Until">
/// Until when, UTC; the recording ends with the first keyframe after. Moved by another request; a server that is gone moves it no more, which
/// ends the recording.
/// </param>
public sealed record EventRecording(double HoldSeconds, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    /// <summary>The path of the recorder that takes it.</summary>
    public const string Path = "events";

    /// <summary>The most seconds that a recorder keeps in memory.</summary>
    public const double MostHoldSeconds = 300;
}
