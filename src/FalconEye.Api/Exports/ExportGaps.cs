using System.Text.Json;
using FalconEye.Api.Recordings.Coverage;
using FalconEye.Data;

namespace FalconEye.Api.Exports;

/// <summary>Says when an export has no video of a camera, and why.</summary>
internal sealed class ExportGaps(CoverageReader coverage, FalconEyeContext database)
{
    /// <summary>Less than this between two files is their seam.</summary>
    private static readonly TimeSpan Seam = TimeSpan.FromSeconds(1.5);

    /// <param name="camera">The camera.</param>
    /// <param name="spans">The times that there are, in order, UTC.</param>
    /// <param name="unreadable">What was recorded and cannot be exported, and why.</param>
    /// <param name="from">From when gaps count, UTC.</param>
    /// <param name="to">Until when.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<IReadOnlyList<ExportManifest.Gap>> FindAsync(
        ExportCamera camera,
        IEnumerable<(DateTime From, DateTime To)> spans,
        IReadOnlyList<(DateTime From, DateTime To, string Reason)> unreadable,
        DateTime from,
        DateTime to,
        CancellationToken cancellationToken)
    {
        var row = await database.Cameras.FindAsync([camera.Id], cancellationToken);
        var report = row is null ? null : await coverage.ReadAsync(row, from, to, cancellationToken);
        IReadOnlyList<CoverageGap> known = report is null ? [] : [.. report.Gaps, .. report.Quiet];
        List<ExportManifest.Gap> gaps = [];
        var until = from;
        foreach (var (begin, end) in spans)
        {
            AddGap(until, begin);
            until = end > until ? end : until;
        }

        AddGap(until, to);
        return gaps;

        void AddGap(DateTime begin, DateTime end)
        {
            if (end - begin <= Seam)
            {
                return;
            }

            var (cause, reason) = unreadable.FirstOrDefault(item => item.From < end && item.To > begin) is { Reason: { } text }
                ? ("unreadable", text)
                : known.Where(item => item.From < end && item.To > begin).MaxBy(item => item.Seconds) is { } gap
                    ? (JsonNamingPolicy.SnakeCaseLower.ConvertName(gap.Cause.ToString()), gap.Reason)
                    : ("unknown", "There is no record of why nothing was recorded.");
            gaps.Add(new ExportManifest.Gap(begin, end, cause, reason));
        }
    }
}
