using FalconEye.Api.Chat.Proposals;
using FalconEye.Api.Recordings;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Chat.Tools.Acting;

/// <summary>Starts recording a camera.</summary>
internal sealed class StartRecordingTool(CameraFinder cameras, ProposalStore proposals, RecordingService recordings) : CameraActionTool(cameras, proposals)
{
    public override string Name => ToolNames.StartRecording;

    public override string Description => "Proposes to record a camera that is running. A person must confirm it.";

    protected override string SummaryOf(Camera camera) => $"Record \"{camera.Name}\".";

    protected override FieldChange ChangeOf(Camera camera) => camera switch
    {
        { DesiredRecording: { IsOn: true, Mode: not RecordingMode.Events } } => throw new ToolException("The camera is meant to be recorded already; diagnose_camera says why it is not."),
        { DesiredRunning: false } => throw new ToolException("The camera is stopped; it must be started first."),
        _ => new FieldChange("recording", "no", "yes"),
    };

    protected override async Task<string> ActAsync(Camera camera, CancellationToken cancellationToken) =>
        ValueOf(await recordings.StartAsync(camera.Id, cancellationToken)).Message;
}
