using System.ComponentModel;
using FalconEye.Api.Auth;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>All cameras, in short.</summary>
internal sealed class ListCamerasTool(FalconEyeContext database, Caller who) : AssistantTool<ListCamerasTool.Arguments>
{
    public override string Name => ToolNames.ListCameras;

    public override string Description =>
        "Lists all cameras with id, name, protocol, location, node, status (running, stopped, error, creating), why one has an error, "
        + "and whether it is meant to be recorded.";

    protected override Task<string> DescribeAsync(Arguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult("Looking at all cameras");

    protected override async Task<ToolAnswer> RunAsync(Arguments arguments, ToolCaller caller, CancellationToken cancellationToken)
    {
        var status = arguments.Status;
        var cameras = await database.Cameras.AsNoTracking().Of(who)
            .Where(camera => status == null || camera.Status == status)
            .OrderBy(camera => camera.Name)
            .ToListAsync(cancellationToken);
        return new ToolAnswer(new { Cameras = cameras.Select(Summarize), Total = cameras.Count });
    }

    private static object Summarize(Camera camera) => new
    {
        camera.Id,
        camera.Name,
        camera.Protocol,
        camera.Location,
        camera.NodeName,
        camera.Status,
        Error = camera.LastError,
        DesiredRecording = camera.DesiredRecording.IsOn,
        Link = AnswerLinks.ToCamera(camera.Id),
    };

    /// <param name="Status">Which ones.</param>
    internal sealed record Arguments([property: Description("Only cameras with this status; all if absent.")] CameraStatus? Status = null);
}
