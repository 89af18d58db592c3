using FalconEye.Api.Alerts.Modes;
using FalconEye.Api.Events;
using FalconEye.Api.Problems;
using FalconEye.Api.Recordings;

namespace FalconEye.Api.HomeAssistant;

/// <summary>
/// Carries out what is published on the broker, if the server's settings allow it: it switches recordings, and sets the mode. Nothing else
/// can be done so. The broker says who may publish; the log of events names <see cref="ActorName"/> as who did it.
/// </summary>
internal sealed partial class BridgeCommands(RecordingService recordings, AlertModeService modes, BridgeTopics topics, ILogger<BridgeCommands> logger)
{
    /// <summary>Who did it, in the log of events.</summary>
    internal const string ActorName = "mqtt";

    internal async Task RunAsync(string topic, string payload, CancellationToken cancellationToken)
    {
        using var acting = Actor.ActAs(ActorName);
        var refusal = (topics.CameraOfRecordingCommand(topic), payload) switch
        {
            ({ } camera, "ON") => RefusalOf(await recordings.StartAsync(camera, cancellationToken)),
            ({ } camera, "OFF") => RefusalOf(await recordings.StopAsync(camera, cancellationToken)),
            (null, _) when topic == topics.ModeCommand => await modes.SetAsync(payload, cancellationToken),
            _ => Refusal.Invalid("payload", "A command is ON or OFF for a recording, or the name of a mode."),
        };
        if (refusal is not null)
        {
            LogRefused(topic, refusal.Text);
        }
    }

    private static Refusal? RefusalOf<T>(Result<T> result)
        where T : class => result.Refusal;

    [LoggerMessage(LogLevel.Warning, "A command that was published to {Topic} is refused: {Reason}")]
    private partial void LogRefused(string topic, string reason);
}
