using System.Globalization;
using System.Text.Json;

namespace FalconEye.Api.Events.Conditions;

/// <summary>Decides which disks will be full soon. Pure: the same outlook gives the same answer.</summary>
internal static class DiskConditions
{
    /// <summary>A disk that will be full within this number of days is an event.</summary>
    internal const double WarningDays = 3;

    /// <summary>It ends only above this, so that a forecast that wavers is one event.</summary>
    internal const double AllClearDays = 4;

    /// <summary>What is known of a machine's disk.</summary>
    /// <param name="Node">The machine.</param>
    /// <param name="DaysUntilFull">Null when nothing is recorded there.</param>
    /// <param name="IsHeldFree">Whether a limit keeps some of it free by deleting the oldest recordings: it is nearly full by intention.</param>
    /// <param name="IsShort">Whether that limit cannot be held, since nothing is left that may be deleted.</param>
    internal sealed record Outlook(string Node, double? DaysUntilFull, bool IsHeldFree, bool IsShort);

    /// <summary>The disks to report.</summary>
    /// <param name="disks">What is known of each.</param>
    /// <param name="open">The machines whose event is open.</param>
    /// <param name="now">Now, UTC.</param>
    internal static IEnumerable<Condition> Find(IEnumerable<Outlook> disks, IReadOnlySet<string> open, DateTime now) =>
        from disk in disks
        where disk.IsShort || (!disk.IsHeldFree && disk.DaysUntilFull < (open.Contains(disk.Node) ? AllClearDays : WarningDays))
        select new Condition(
            EventKinds.DiskForecast,
            null,
            disk.Node,
            now,
            disk.IsShort
                ? $"The disk of {disk.Node} is nearly full, and no recording is left that may be deleted."
                : $"The disk of {disk.Node} will be full in {disk.DaysUntilFull!.Value.ToString("0.#", CultureInfo.InvariantCulture)} days at the present rate.",
            JsonSerializer.Serialize(new { node = disk.Node, days_until_full = disk.DaysUntilFull, is_short = disk.IsShort }));
}
