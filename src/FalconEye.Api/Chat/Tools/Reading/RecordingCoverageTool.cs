using System.ComponentModel;
using FalconEye.Api.Recordings.Coverage;

namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>How much of a period a camera was recorded, and why it was not for the rest.</summary>
internal sealed class RecordingCoverageTool(CameraFinder cameras, CoverageReader coverage, TimeProvider time) : AssistantTool<RecordingCoverageTool.Arguments>
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromHours(24);

    public override string Name => ToolNames.RecordingCoverage;

    public override string Description =>
        "Measures how much of a period is recorded for one camera: the share recorded, and each gap with its beginning, end, "
        + "length and cause (stopped_by_person, camera_lost, disk_full, recorder_lost, server_down, not_requested, unknown). "
        + "Times in which nothing happened before a camera that is recorded on events are listed apart as quiet; they are no gaps.";

    protected override async Task<string> DescribeAsync(Arguments arguments, CancellationToken cancellationToken) =>
        $"Looking for gaps in the recordings of {await cameras.NameOfAsync(arguments.Camera, cancellationToken)}";

    protected override async Task<ToolAnswer> RunAsync(Arguments arguments, ToolCaller caller, CancellationToken cancellationToken)
    {
        var camera = await cameras.FindAsync(arguments.Camera, cancellationToken);
        var to = arguments.To ?? time.GetUtcNow();
        var from = arguments.From ?? to - DefaultPeriod;
        if (from >= to)
        {
            throw new ToolException("\"from\" must be before \"to\".");
        }

        var report = await coverage.ReadAsync(camera, from.UtcDateTime, to.UtcDateTime, cancellationToken);
        return new ToolAnswer(new { Camera = new { camera.Id, camera.Name, Link = AnswerLinks.ToCamera(camera.Id) }, Coverage = report });
    }

    /// <param name="Camera">Which one.</param>
    /// <param name="From">From when.</param>
    /// <param name="To">Until when.</param>
    internal sealed record Arguments(
        [property: Description("The camera's id, or its exact name.")] string Camera,
        [property: Description("The period's beginning, ISO 8601; 24 hours before its end if absent.")] DateTimeOffset? From = null,
        [property: Description("The period's end, ISO 8601; now if absent.")] DateTimeOffset? To = null);
}
