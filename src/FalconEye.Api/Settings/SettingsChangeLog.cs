using System.Text.Json;
using FalconEye.Api.Events;
using FalconEye.Data;
using FalconEye.Data.Events;

namespace FalconEye.Api.Settings;

/// <summary>Publishes changed settings to clients that listen, and logs them. A key is named, never shown.</summary>
internal sealed class SettingsChangeLog(FalconEyeContext database, EventStream events, IHttpContextAccessor requests, TimeProvider time)
{
    internal async Task NoteAsync(SystemSettings before, SystemSettings after, bool isKeyNew, CancellationToken cancellationToken)
    {
        List<ChangedField> changes = [.. ChangesBetween(before, after)];
        if (isKeyNew)
        {
            changes.Add(new("anthropic_api_key", null, "***"));
        }

        if (changes.Count == 0)
        {
            return;
        }

        var actor = requests.HttpContext is { } context ? Actor.Of(context) : Actor.System;
        database.Events.Add(new LoggedEvent
        {
            Time = time.GetUtcNow().UtcDateTime,
            Kind = EventKinds.SettingsChanged,
            Actor = actor,
            Message = $"Settings were changed: {string.Join(", ", changes.Select(change => change.Field))}.",
            Data = JsonSerializer.Serialize(changes.ToDictionary(change => change.Field, change => new { before = change.Before, after = change.After })),
        });
        await database.SaveChangesAsync(cancellationToken);
        events.Publish("settings", new { });
    }

    private static IEnumerable<ChangedField> ChangesBetween(SystemSettings before, SystemSettings after)
    {
        var (old, changed) = (JsonSerializer.SerializeToElement(before), JsonSerializer.SerializeToElement(after));
        foreach (var property in changed.EnumerateObject())
        {
            var was = old.GetProperty(property.Name).ToString();
            if (was != property.Value.ToString())
            {
                yield return new(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), was, property.Value.ToString());
            }
        }
    }

    private sealed record ChangedField(string Field, string? Before, string? After);
}
