using FalconEye.Api.Cameras;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Chat.Tools.Acting;

/// <summary>Stops a camera and its recording.</summary>
internal sealed class StopCameraTool(
    CameraFinder cameras, ProposalStore proposals, CameraService service)
    : CameraActionTool(cameras, proposals)
{
    public override string Name => ToolNames.StopCamera;

    public override string Description => "Proposes to stop a camera, and with it its recording. A person must confirm it.";

    protected override string SummaryOf(Camera camera) => $"Stop \"{camera.Name}\"{(camera.DesiredRecording.IsOn ? ", and its recording" : "")}.";

    protected override FieldChange ChangeOf(Camera camera) => camera.DesiredRunning
        ? new FieldChange("running", "yes", "no")
        : throw new ToolException("The camera is stopped already.");

    protected override async Task<string> ActAsync(Camera camera, CancellationToken cancellationToken) =>
        $"{ValueOf(await service.StopAsync(camera.Id, cancellationToken)).Name} is stopped.";
}
