using FalconEye.Api.Cameras;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Chat.Tools.Acting;

internal sealed class RestartCameraTool(
    CameraFinder cameras, ProposalStore proposals, CameraService service)
    : CameraActionTool(cameras, proposals)
{
    public override string Name => ToolNames.RestartCamera;

    public override string Description =>
        "Proposes to restart a camera: its programs end and start again, with a short gap in picture and recording. A person must "
        + "confirm it.";

    protected override string SummaryOf(Camera camera) => $"Restart \"{camera.Name}\"; picture and recording pause for some seconds.";

    protected override FieldChange ChangeOf(Camera camera) => new FieldChange("running", camera.DesiredRunning ? "yes" : "no", "restarted");

    protected override async Task<string> ActAsync(Camera camera, CancellationToken cancellationToken) =>
        $"{ValueOf(await service.RestartAsync(camera.Id, cancellationToken)).Name} is starting again.";
}
