using System.Threading.RateLimiting;
using FalconEye.Api.Cameras;
using FalconEye.Api.Problems;

namespace FalconEye.Api.Recordings.Previews;

/// <summary>Decodes keyframes, a bounded number at a time, while a bounded number wait. Who no longer waits costs nothing.</summary>
internal sealed class PreviewDecoder(ISourceTrials trials) : IDisposable
{
    /// <summary>Each costs a process and one core for a fraction of a second, beside recorders that need theirs.</summary>
    private const int AtATime = 2;

    private const int MaxWaiting = 32;

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions { PermitLimit = AtATime, QueueLimit = MaxWaiting });

    /// <summary>Makes a small picture of a keyframe.</summary>
    /// <param name="read">Reads the keyframe as a video of its own, once it is its turn.</param>
    /// <param name="cancellationToken">Ends the waiting and the decoding.</param>
    internal async Task<Result<byte[]>> DecodeAsync(Func<Task<byte[]>> read, CancellationToken cancellationToken)
    {
        using var place = await _places.AcquireAsync(cancellationToken: cancellationToken);
        if (!place.IsAcquired)
        {
            return Refusal.Unavailable("Too many previews are being made. Try again in a few seconds.");
        }

        try
        {
            return await trials.ShrinkAsync(await read(), cancellationToken) is { } jpeg
                ? jpeg
                : Refusal.CameraFailed("The picture of this moment cannot be decoded.");
        }
        catch (SourceTrialException e)
        {
            return Refusal.Unavailable($"Previews are not available now: {e.Message}");
        }
    }

    public void Dispose() => _places.Dispose();
}
