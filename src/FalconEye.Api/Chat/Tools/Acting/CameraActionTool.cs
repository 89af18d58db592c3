using FalconEye.Api.Chat.Proposals;
using FalconEye.Api.Chat.Tools.Reading;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Chat.Tools.Acting;

/// <summary>An acting tool whose only argument is the camera.</summary>
internal abstract class CameraActionTool(CameraFinder cameras, ProposalStore proposals) : ActingTool<CameraArguments>(proposals)
{
    protected sealed override async Task<string> DescribeAsync(CameraArguments arguments, CancellationToken cancellationToken) =>
        $"Proposing a change of {await cameras.NameOfAsync(arguments.Camera, cancellationToken)}";

    protected sealed override async Task<PlannedChange> PlanAsync(CameraArguments arguments, CancellationToken cancellationToken)
    {
        var camera = await cameras.FindAsync(arguments.Camera, cancellationToken);
        return camera.Status == CameraStatus.Deleting
            ? throw new ToolException("The camera is being deleted.")
            : new PlannedChange(SummaryOf(camera), camera.Id, [ChangeOf(camera)]);
    }

    protected sealed override async Task<string> ActAsync(CameraArguments arguments, CancellationToken cancellationToken) =>
        await ActAsync(await cameras.FindAsync(arguments.Camera, cancellationToken), cancellationToken);

    /// <summary>The change in a sentence.</summary>
    protected abstract string SummaryOf(Camera camera);

    /// <summary>The one field that changes.</summary>
    /// <exception cref="ToolException">It is so already.</exception>
    protected abstract FieldChange ChangeOf(Camera camera);

    protected abstract Task<string> ActAsync(Camera camera, CancellationToken cancellationToken);
}
