using System.Threading.RateLimiting;
using FalconEye.Api.Problems;
using Microsoft.AspNetCore.RateLimiting;

namespace FalconEye.Api.Auth.Http;

/// <summary>
/// Keeps one caller from taking the server from all others: so many calls a minute for each user with all their tokens, for each recorder
/// and, for callers that are not known, each address. A burst of a whole minute's calls is free. What goes on for long (streams, events, recordings) and probes are not counted.
/// </summary>
internal static class RateLimits
{
    /// <summary>
    /// Addresses that are not known share this many counters, whatever their number, so that a flood from everywhere takes no memory. Which
    /// ones share one differs at each start (<see cref="string.GetHashCode()"/>), so no one can aim.
    /// </summary>
    private const int AddressCounters = 4096;

    private const string AddressPrefix = "address ";

    private const string SearchPolicy = "search";
    private const string ConversionPolicy = "conversion";

    /// <summary>
    /// How many searches of one caller run at once. The others wait their turn, so a page may ask for many; but a caller cannot keep the
    /// database and its memory from everyone else by asking as often as the calls a minute allow.
    /// </summary>
    private const int SearchesAtOnce = 4;

    private const int SearchesWaiting = 100;

    /// <summary>How many conversions of one caller run at once: each takes two cores.</summary>
    private const int ConversionsAtOnce = 1;

    /// <summary>Several players of one page, and what a jump has left behind.</summary>
    private const int ConversionsWaiting = 20;

    /// <summary>Without logins an address may stand for many users.</summary>
    private const int UsersPerAddress = 4;

    /// <summary>Says of a route that it reads many rows or files.</summary>
    internal static TBuilder WithSearchLimit<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.RequireRateLimiting(SearchPolicy);

    /// <summary>Says of a route that it encodes video.</summary>
    internal static TBuilder WithConversionLimit<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.RequireRateLimiting(ConversionPolicy);

    internal static void AddRateLimits(this IServiceCollection services, int perMinute) => services.AddRateLimiter(limits =>
    {
        limits.AddPolicy(SearchPolicy, context => AtOnce(context, SearchesAtOnce, SearchesWaiting));
        limits.AddPolicy(ConversionPolicy, context => AtOnce(context, ConversionsAtOnce, ConversionsWaiting));
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => perMinute == 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(CounterOf(context), _ => BucketOf(perMinute)));
        limits.OnRejected = (rejected, _) => new(RefuseAsync(rejected, perMinute));
    });

    private static RateLimitPartition<string> AtOnce(HttpContext context, int permits, int waiting) =>
        RateLimitPartition.GetConcurrencyLimiter(CounterOf(context), counter => new()
        {
            PermitLimit = counter.StartsWith(AddressPrefix, StringComparison.Ordinal) ? permits * UsersPerAddress : permits,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });

    private static string CounterOf(HttpContext context)
    {
        var caller = Caller.Of(context.User);
        return (caller.UserId ?? caller.TokenId) is { } id ? id.ToString()
            : context.User.IsInRole(Caller.RecorderRole) ? $"recorder {caller.Cameras!.Single()}"
            : $"{AddressPrefix}{(uint)ClientAddress.SiteOf(context).GetHashCode(StringComparison.Ordinal) % AddressCounters}";
    }

    /// <summary>Given back each second, or as often as one call falls due.</summary>
    private static TokenBucketRateLimiterOptions BucketOf(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / perMinute)),
        QueueLimit = 0,
    };

    private static Task RefuseAsync(OnRejectedContext rejected, int perMinute)
    {
        var isByTheMinute = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        var problem = isByTheMinute
            ? $"That is more than {perMinute} calls a minute (RATE_LIMIT_PER_MINUTE)."
            : "You have too many searches or conversions waiting already. Ask again when some are answered.";
        return Problem
            .TooManyRequests(rejected.HttpContext, problem, isByTheMinute ? wait : TimeSpan.FromSeconds(1))
            .ExecuteAsync(rejected.HttpContext);
    }
}
