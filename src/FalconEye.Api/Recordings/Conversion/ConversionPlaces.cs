using System.Threading.RateLimiting;

namespace FalconEye.Api.Recordings.Conversion;

/// <summary>Bounds how many segments are converted at once, while a bounded number wait: each takes two cores, beside recorders that need theirs.</summary>
internal sealed class ConversionPlaces : IDisposable
{
    private const int AtATime = 2;
    private const int MaxWaiting = 32;

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions { PermitLimit = AtATime, QueueLimit = MaxWaiting });

    /// <summary>Waits for a place.</summary>
    /// <returns>The place, to be disposed; not acquired when too many wait already.</returns>
    internal ValueTask<RateLimitLease> AcquireAsync(CancellationToken cancellationToken) => _places.AcquireAsync(cancellationToken: cancellationToken);

    public void Dispose() => _places.Dispose();
}
