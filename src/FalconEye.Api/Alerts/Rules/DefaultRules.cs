using FalconEye.Api.Events;
using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Rules;

/// <summary>The rules that are there from the start: what a user wants to know whose cameras stop working. They tell all channels.</summary>
internal static class DefaultRules
{
    internal static IEnumerable<AlertRule> Make(DateTime now)
    {
        yield return Rule("Camera offline", new() { Kinds = [EventKinds.CameraOffline], HoldMinutes = 2, EveryMinutes = 10, TellEnd = true });
        yield return Rule("Recording missing", new() { Kinds = [EventKinds.RecordingMissing], HoldMinutes = 2, EveryMinutes = 10, TellEnd = true });
        yield return Rule("Disk full within 3 days", new() { Kinds = [EventKinds.DiskForecast], EveryMinutes = 60, TellEnd = true });

        AlertRule Rule(string name, RuleDefinition definition) => new()
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            IsEnabled = true,
            Definition = AlertJson.Write(definition),
            CreatedAt = now,
        };
    }
}
