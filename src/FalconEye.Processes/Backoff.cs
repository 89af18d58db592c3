namespace FalconEye.Processes;

/// <summary>
/// Waiting times between attempts: doubled from <paramref name="first"/> to <paramref name="longest"/> and jittered by up to a quarter
/// downwards, so that fifty cameras behind one rebooting switch do not come back in the same instant.
/// </summary>
public sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private int _failures;

    /// <summary>One to thirty seconds: what relays, recorders and the local orchestrator use.</summary>
    public static Backoff Standard() => new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    /// <summary>The wait before the next attempt.</summary>
    public TimeSpan Next()
    {
        var seconds = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, _failures));
        _failures = Math.Min(_failures + 1, 30);
        return TimeSpan.FromSeconds(seconds * (1 - (Random.Shared.NextDouble() / 4)));
    }

    /// <summary>Starts over with the shortest wait, after something worked.</summary>
    public void Reset() => _failures = 0;
}
