using FalconEye.Data.Events;

namespace FalconEye.Api.Recordings.Modes;

/// <summary>The time that is recorded because of the latest events. Pure.</summary>
/// <param name="From">From when on, UTC.</param>
/// <param name="Until">Until when, UTC; <see langword="null"/> while an event goes on.</param>
internal sealed record EventPeriod(DateTime From, DateTime? Until)
{
    /// <summary>Finds it.</summary>
    /// <param name="events">The latest events of the camera, of the kinds that are recorded.</param>
    /// <param name="settings">How much before and after.</param>
    /// <returns><see langword="null"/> without events.</returns>
    internal static EventPeriod? Of(IEnumerable<LoggedEvent> events, CameraEventRecording settings)
    {
        EventPeriod? latest = null;
        foreach (var item in events.OrderBy(item => item.Time))
        {
            var from = item.Time.AddSeconds(-settings.PreRollSeconds);
            DateTime? until = item.IsOpen ? null : (item.EndTime ?? item.Time).AddSeconds(settings.PostRollSeconds);
            if (latest is null || latest.Until < from)
            {
                latest = new(from, until);
            }
            else if (latest.Until is { } end && (until is null || until > end))
            {
                latest = latest with { Until = until };
            }
        }

        return latest;
    }
}
