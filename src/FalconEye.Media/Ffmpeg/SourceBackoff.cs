using FalconEye.Contracts.Cameras;
using FalconEye.Processes;

namespace FalconEye.Media.Ffmpeg;

/// <summary>
/// Waiting times between attempts at a camera. A password that the camera refuses is not tried again for half an hour: cameras lock a user
/// out after five or so wrong ones, for about as long, and a person who corrects it restarts the program. One that has worked before
/// gets two more attempts, since cameras refuse everyone while they start.
/// </summary>
public sealed class SourceBackoff
{
    /// <summary>The wait after a refused password.</summary>
    public static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(30);

    private const int MaxRefusals = 2;

    private readonly Backoff _backoff = Backoff.Standard();
    private bool _hasWorked;
    private int _refusals;

    /// <summary>The wait before the next attempt.</summary>
    /// <param name="reason">Why the last one failed, one of <see cref="FailureReasons"/>.</param>
    public TimeSpan Next(string reason)
    {
        _refusals = reason == FailureReasons.Unauthorized ? _refusals + 1 : 0;
        return _refusals > (_hasWorked ? MaxRefusals : 0) ? AfterRefusal : _backoff.Next();
    }

    /// <summary>Starts over with the shortest wait, after something worked.</summary>
    public void Reset()
    {
        _backoff.Reset();
        (_hasWorked, _refusals) = (true, 0);
    }
}
