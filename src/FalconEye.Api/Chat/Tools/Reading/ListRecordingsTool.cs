using System.ComponentModel;
using FalconEye.Api.Auth;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>Recordings of a camera or of all, newest first.</summary>
internal sealed class ListRecordingsTool(FalconEyeContext database, CameraFinder cameras, Caller who) : AssistantTool<ListRecordingsTool.Arguments>
{
    private const int MaxShown = 50;

    public override string Name => ToolNames.ListRecordings;

    public override string Description =>
        "Lists recordings, newest first, with camera, times (UTC), length, size, status and why one ended early. For how much of a "
        + "period was recorded, use recording_coverage.";

    protected override async Task<string> DescribeAsync(Arguments arguments, CancellationToken cancellationToken) =>
        arguments.Camera is { } camera ? $"Looking at the recordings of {await cameras.NameOfAsync(camera, cancellationToken)}" : "Looking at the recordings";

    protected override async Task<ToolAnswer> RunAsync(Arguments arguments, ToolCaller caller, CancellationToken cancellationToken)
    {
        Guid? camera = arguments.Camera is { } named ? (await cameras.FindAsync(named, cancellationToken)).Id : null;
        var (from, to, status) = (arguments.From?.UtcDateTime, arguments.To?.UtcDateTime, arguments.Status);
        var query = database.Recordings.AsNoTracking().Of(who)
            .Where(recording => camera == null || recording.CameraId == camera)
            .Where(recording => from == null || recording.EndTime == null || recording.EndTime > from)
            .Where(recording => to == null || recording.StartTime < to)
            .Where(recording => status == null || recording.Status == status);
        var total = await query.CountAsync(cancellationToken);
        var page = await query.OrderByDescending(recording => recording.StartTime).Take(MaxShown).ToListAsync(cancellationToken);
        return new ToolAnswer(new
        {
            Recordings = page.Select(recording => new
            {
                recording.Id,
                recording.CameraId,
                recording.CameraName,
                recording.StartTime,
                recording.EndTime,
                recording.DurationSeconds,
                recording.FileSizeBytes,
                recording.Status,
                recording.ErrorMessage,
                Link = AnswerLinks.ToRecording(recording.Id),
            }),
            Total = total,
        });
    }

    /// <param name="Camera">Whose.</param>
    /// <param name="From">From when.</param>
    /// <param name="To">Until when.</param>
    /// <param name="Status">Which ones.</param>
    internal sealed record Arguments(
        [property: Description("Only of this camera: its id, or its exact name.")] string? Camera = null,
        [property: Description("Only recordings after this time, ISO 8601.")] DateTimeOffset? From = null,
        [property: Description("Only recordings before this time, ISO 8601.")] DateTimeOffset? To = null,
        [property: Description("Only recordings with this status.")] RecordingStatus? Status = null);
}
