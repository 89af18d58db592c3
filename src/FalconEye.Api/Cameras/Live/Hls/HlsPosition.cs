using System.Globalization;
using FalconEye.Api.Problems;

namespace FalconEye.Api.Cameras.Live.Hls;

/// <summary>What a playlist must have before it is sent: the delivery directives of a blocking playlist reload (rfc8216bis, section 6.2.5.2).</summary>
/// <param name="Segment">The media sequence number.</param>
/// <param name="Part">Which of the segment's parts; <see langword="null"/> for all of it.</param>
internal sealed record HlsPosition(long Segment, int? Part)
{
    /// <summary>The query parameter of <see cref="Segment"/>.</summary>
    internal const string SegmentParameter = "_HLS_msn";

    /// <summary>The query parameter of <see cref="Part"/>.</summary>
    internal const string PartParameter = "_HLS_part";

    /// <summary>Reads what a request names.</summary>
    /// <param name="query">The request's query.</param>
    /// <param name="position">What it waits for; <see langword="null"/> for nothing.</param>
    /// <returns>What is wrong with it.</returns>
    internal static Refusal? Read(IQueryCollection query, out HlsPosition? position)
    {
        position = null;
        var (segment, part) = (query[SegmentParameter], query[PartParameter]);
        if (segment.Count == 0)
        {
            return part.Count == 0 ? null : Refusal.Invalid(PartParameter, $"{PartParameter} is for a request with {SegmentParameter} alone.");
        }

        if (!long.TryParse(segment.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return Refusal.Invalid(SegmentParameter, $"{SegmentParameter} is the media sequence number of a segment: a whole number, once.");
        }

        int? index = null;
        if (part.Count > 0)
        {
            if (!int.TryParse(part.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                return Refusal.Invalid(PartParameter, $"{PartParameter} is the index of a part of the segment: a whole number from 0, once.");
            }

            index = parsed;
        }

        position = new(number, index);
        return null;
    }
}
