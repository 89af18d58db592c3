using FalconEye.Api.Cameras;

namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>Everything about one camera, as the API shows it.</summary>
internal sealed class GetCameraTool(CameraFinder cameras, CameraMapper mapper) : AssistantTool<CameraArguments>
{
    public override string Name => ToolNames.GetCamera;

    public override string Description =>
        "Shows one camera in full: address (without password), picture size, frame rate, status, error, workload, and what is wanted of "
        + "it.";

    protected override async Task<string> DescribeAsync(CameraArguments arguments, CancellationToken cancellationToken) =>
        $"Looking up {await cameras.NameOfAsync(arguments.Camera, cancellationToken)}";

    protected override async Task<ToolAnswer> RunAsync(CameraArguments arguments, ToolCaller caller, CancellationToken cancellationToken)
    {
        var camera = await cameras.FindAsync(arguments.Camera, cancellationToken);
        return new ToolAnswer(new { Camera = mapper.ToResponse(camera), camera.DesiredRunning, DesiredRecording = camera.DesiredRecording.IsOn, Link = AnswerLinks.ToCamera(camera.Id) });
    }
}
