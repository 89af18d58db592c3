using FalconEye.Api.Cameras;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Api.Reconciliation;
using FalconEye.Data;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Chat.Tools.Acting;

/// <summary>Starts a camera.</summary>
internal sealed class StartCameraTool(
    CameraFinder cameras, ProposalBook proposals, FalconEyeContext database, CameraReconciler reconciler, CameraMapper mapper, TimeProvider time)
    : CameraActionTool(cameras, proposals)
{
    public override string Name => ToolNames.StartCamera;

    public override string Description => "Proposes to start a camera that is stopped. A person must confirm it.";

    protected override string SummaryOf(Camera camera) => $"Start \"{camera.Name}\".";

    protected override FieldChange ChangeOf(Camera camera) => camera.WantedRunning
        ? throw new ToolException("The camera is started already.")
        : new FieldChange("running", "no", "yes");

    protected override async Task<string> ActAsync(Camera camera, CancellationToken cancellationToken) =>
        ValueOf<CameraActionResponse>(await CameraEndpoints.StartCamera(camera.Id, database, reconciler, mapper, time, cancellationToken)).Message;
}
