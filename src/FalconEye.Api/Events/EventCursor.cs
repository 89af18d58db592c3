using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FalconEye.Data.Events;

namespace FalconEye.Api.Events;

/// <summary>The place in the log where a page ended. Clients get it as a text that means nothing to them.</summary>
/// <param name="Time">The time of the page's last event, UTC.</param>
/// <param name="Id">Its id: several events can have one time.</param>
internal readonly record struct EventCursor(DateTime Time, long Id)
{
    internal static EventCursor Of(LoggedEvent item) => new(item.Time, item.Id);

    internal static bool TryParse(string text, [NotNullWhen(true)] out EventCursor? cursor)
    {
        cursor = text.Split('-') is [var ticks, var id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= DateTime.MaxValue.Ticks
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new EventCursor(new DateTime(time, DateTimeKind.Utc), number)
            : null;
        return cursor is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time.Ticks}-{Id}");
}
