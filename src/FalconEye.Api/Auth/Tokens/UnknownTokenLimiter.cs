using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace FalconEye.Api.Auth.Tokens;

/// <summary>
/// Keeps tokens that do not exist from costing a look into the database each: an address may show so many of them a minute. Tokens that
/// were right lately are looked up all the same, so that programs go on beside one that guesses.
/// </summary>
internal sealed class UnknownTokenLimiter(TimeProvider time) : IAsyncDisposable
{
    /// <summary>Tokens that an address may be wrong about at once.</summary>
    internal const int Burst = 120;

    private const int PerSecond = 2;
    private const int MaxRemembered = 10_000;

    /// <summary>The number of counters, whatever the number of addresses.</summary>
    private const uint AddressCounters = 4096;

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _known = new();
    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, uint>(address =>
        RateLimitPartition.GetTokenBucketLimiter((uint)address.GetHashCode(StringComparison.Ordinal) % AddressCounters, _ => new()
        {
            TokenLimit = Burst,
            TokensPerPeriod = PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

    /// <summary>Whether a token need not be looked up.</summary>
    internal bool Refuses(string hash, string address) =>
        !(_known.TryGetValue(hash, out var seen) && time.GetUtcNow() - seen < Remembered)
        && _failures.GetStatistics(address) is { CurrentAvailablePermits: 0 };

    /// <summary>Counts a token that does not exist.</summary>
    internal void Fail(string address)
    {
        using var lease = _failures.AttemptAcquire(address);
    }

    /// <summary>Remembers a token that exists.</summary>
    internal void Succeed(string hash)
    {
        if (_known.Count >= MaxRemembered)
        {
            _known.Clear();
        }

        _known[hash] = time.GetUtcNow();
    }

    public ValueTask DisposeAsync() => _failures.DisposeAsync();
}
