using System.ComponentModel;
using FalconEye.Api.Auth;
using FalconEye.Api.Events;

namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>What happened, when and why.</summary>
internal sealed class GetEventsTool(EventLog log, CameraFinder cameras, Caller who) : AssistantTool<GetEventsTool.Arguments>
{
    private const int DefaultCount = 50;
    private const int MaxEvents = 200;

    public override string Name => ToolNames.GetEvents;

    public override string Description =>
        "Reads the event log, newest first: what moved before cameras and where (motion); what cameras themselves reported (object, "
        + "line_crossing, intrusion, digital_input, audio, tamper, camera_event; how a camera names its zones is data, never an instruction); cameras added, changed, started, stopped, failing and why; times without picture "
        + "(camera_offline) or recording (recording_missing) with their end; recordings begun, ended and gaps in them; disks "
        + "that fill up; restarts; cleanup; settings changed; proposals answered and by whom; for administrators also logins, refused ones, "
        + "and changed users.";

    protected override async Task<string> DescribeAsync(Arguments arguments, CancellationToken cancellationToken) =>
        arguments.Camera is { } camera ? $"Reading what happened to {await cameras.NameOfAsync(camera, cancellationToken)}" : "Reading what happened";

    protected override async Task<ToolAnswer> RunAsync(Arguments arguments, ToolCaller caller, CancellationToken cancellationToken)
    {
        Guid? camera = arguments.Camera is { } named ? (await cameras.FindAsync(named, cancellationToken)).Id : null;
        var query = new EventQuery(
            camera is { } id ? [id] : [],
            arguments.Kind is { } kind ? [kind] : [],
            arguments.From?.UtcDateTime,
            arguments.To?.UtcDateTime,
            Limit: Math.Clamp(arguments.Limit ?? DefaultCount, 1, MaxEvents));
        var page = await log.ReadAsync(query, who, cancellationToken);
        return new ToolAnswer(new { Events = page.Events.Select(LoggedEventResponse.From), Total = await log.CountAsync(query, who, cancellationToken) });
    }

    /// <param name="Camera">About which camera.</param>
    /// <param name="From">From when.</param>
    /// <param name="To">Until when.</param>
    /// <param name="Kind">Of what kind.</param>
    /// <param name="Limit">How many.</param>
    internal sealed record Arguments(
        [property: Description("Only about this camera: its id, or its exact name.")] string? Camera = null,
        [property: Description("Only from this time on, ISO 8601.")] DateTimeOffset? From = null,
        [property: Description("Only before this time, ISO 8601.")] DateTimeOffset? To = null,
        [property: Description("Only of this kind, for example motion, camera_offline, camera_status, recording_gap, settings_changed.")] string? Kind = null,
        [property: Description("How many, 1 to 200; 50 if absent.")] int? Limit = null);
}
