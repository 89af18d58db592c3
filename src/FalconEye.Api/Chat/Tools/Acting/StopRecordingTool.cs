using FalconEye.Api.Chat.Proposals;
using FalconEye.Api.Recordings;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Chat.Tools.Acting;

/// <summary>Stops recording a camera.</summary>
internal sealed class StopRecordingTool(CameraFinder cameras, ProposalStore proposals, RecordingService recordings) : CameraActionTool(cameras, proposals)
{
    public override string Name => ToolNames.StopRecording;

    public override string Description => "Proposes to stop the recording of a camera; its recordings are kept. A user must confirm it.";

    protected override string SummaryOf(Camera camera) => $"Stop recording \"{camera.Name}\"; what is recorded is kept.";

    protected override FieldChange ChangeOf(Camera camera) => camera.DesiredRecording.IsOn
        ? new FieldChange("recording", "yes", "no")
        : throw new ToolException("The camera is not being recorded.");

    protected override async Task<string> ActAsync(Camera camera, CancellationToken cancellationToken) =>
        ValueOf(await recordings.StopAsync(camera.Id, cancellationToken)).Message;
}
