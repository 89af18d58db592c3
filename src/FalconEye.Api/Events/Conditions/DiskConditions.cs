using System.Globalization;
using System.Text.Json;
using FalconEye.Api.Recordings;

namespace FalconEye.Api.Events.Conditions;

/// <summary>Decides which disks will be full soon. Pure: the same forecast gives the same answer.</summary>
internal static class DiskConditions
{
    /// <summary>A disk that will be full within so many days is told of.</summary>
    internal const double WarningDays = 3;

    /// <summary>It ends only above this, so that a forecast that wavers is one event.</summary>
    internal const double AllClearDays = 4;

    /// <summary>The disks that are to be told of.</summary>
    /// <param name="disks">The forecast.</param>
    /// <param name="open">The machines that have been told of and are not over.</param>
    /// <param name="now">Now, UTC.</param>
    internal static IEnumerable<Condition> Find(IEnumerable<DiskForecast> disks, IReadOnlySet<string> open, DateTime now) =>
        from disk in disks
        where disk.DaysUntilFull < (open.Contains(disk.Node) ? AllClearDays : WarningDays)
        let days = disk.DaysUntilFull!.Value.ToString("0.#", CultureInfo.InvariantCulture)
        select new Condition(
            EventKinds.DiskForecast,
            null,
            disk.Node,
            now,
            $"The disk of {disk.Node} will be full in {days} days at the present rate.",
            JsonSerializer.Serialize(new { node = disk.Node, days_until_full = disk.DaysUntilFull, full_at = disk.FullAt, bytes_per_day = disk.BytesPerDay }));
}
