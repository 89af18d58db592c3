using FalconEye.Api.Cameras;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Chat.Tools.Acting;

internal sealed class StartCameraTool(
    CameraFinder cameras, ProposalStore proposals, CameraService service)
    : CameraActionTool(cameras, proposals)
{
    public override string Name => ToolNames.StartCamera;

    public override string Description => "Proposes to start a camera that is stopped. A person must confirm it.";

    protected override string SummaryOf(Camera camera) => $"Start \"{camera.Name}\".";

    protected override FieldChange ChangeOf(Camera camera) => camera.DesiredRunning
        ? throw new ToolException("The camera is started already.")
        : new FieldChange("running", "no", "yes");

    protected override async Task<string> ActAsync(Camera camera, CancellationToken cancellationToken) =>
        $"{ValueOf(await service.StartAsync(camera.Id, cancellationToken)).Name} is starting.";
}
