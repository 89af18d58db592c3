namespace FalconEye.Api.Edge;

/// <summary>Says of a route that its requests last.</summary>
/// <param name="Kind">What they are counted as.</param>
internal sealed record LongRequestMetadata(LongRequestKind Kind);

/// <summary>Marks routes.</summary>
internal static class LongRequestMetadataExtensions
{
    /// <summary>Counts the route's requests as <paramref name="kind"/> instead of by the minute.</summary>
    internal static TBuilder CountedAs<TBuilder>(this TBuilder route, LongRequestKind kind)
        where TBuilder : IEndpointConventionBuilder =>
        route.DisableRateLimiting().WithMetadata(new LongRequestMetadata(kind));
}
