using System.Threading.RateLimiting;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Cameras;

/// <summary>Tries sources for users, a bounded number at a time, while a bounded number wait.</summary>
internal sealed class SourceProber(ISourceTrials trials) : IDisposable
{
    /// <summary>Each costs two decoders, one after the other.</summary>
    private const int AtATime = 4;

    /// <summary>A scan finds some dozens of cameras, and all of them may be tried at once.</summary>
    private const int MaxWaiting = 64;

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions { PermitLimit = AtATime, QueueLimit = MaxWaiting });

    internal async Task<ProbeResult> ProbeAsync(SourceAddress address, CancellationToken cancellationToken)
    {
        using var place = await _places.AcquireAsync(cancellationToken: cancellationToken);
        if (!place.IsAcquired)
        {
            return Failed("Too many sources are being tried; try again in a few seconds.");
        }

        try
        {
            return await trials.ProbeAsync(address, cancellationToken);
        }
        catch (SourceTrialException e)
        {
            return Failed(e.Message);
        }
    }

    public void Dispose() => _places.Dispose();

    private static ProbeResult Failed(string hint) => new(false, 0) { Reason = FailureReasons.Failed, Hint = hint };
}
