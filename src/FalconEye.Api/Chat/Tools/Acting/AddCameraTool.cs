using System.ComponentModel;
using FalconEye.Api.Cameras;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Api.Settings;
using FalconEye.Contracts.Cameras;
using FalconEye.Orchestration;

namespace FalconEye.Api.Chat.Tools.Acting;

internal sealed class AddCameraTool(
    ProposalStore proposals,
    IWorkloadOrchestrator orchestrator,
    SettingsService settings,
    CameraRegistration registration) : ActingTool<AddCameraTool.Arguments>(proposals)
{
    public override string Name => ToolNames.AddCamera;

    public override string Description =>
        "Proposes to add a camera. Network cameras (rtsp, onvif, http) need source_url and are added stopped; usb needs node_name and "
        + "device_path. A person must confirm it.";

    protected override Task<string> DescribeAsync(Arguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult("Proposing a new camera");

    protected override async Task<PlannedChange> PlanAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var request = Checked(RequestOf(arguments));
        var nodes = await orchestrator.ListNodesAsync(cancellationToken);
        if (!CameraSource.TryRead(request, nodes, out var source, out _, out var problem))
        {
            throw new ToolException(problem);
        }

        if (await registration.FindDuplicateAsync(source, null, cancellationToken) is { } duplicate)
        {
            throw new ToolException(duplicate.Text);
        }

        if (await registration.FindQuotaRefusalAsync(cancellationToken) is { } refused)
        {
            throw new ToolException(refused.Text);
        }

        List<(string Field, string? Value)> fields =
        [
            ("name", request.Name), ("protocol", request.Protocol?.ToString().ToLowerInvariant()), ("source_url", source.Address?.Redacted),
            ("device_path", source.DevicePath), ("node_name", source.NodeName), ("location", request.Location),
            ("resolution", request.Resolution ?? settings.Current.DefaultResolution),
            ("framerate", $"{request.Framerate ?? settings.Current.DefaultFramerate}"),
        ];
        return new PlannedChange(
            $"Add the camera \"{request.Name}\".",
            null,
            [.. fields.Where(field => field.Value is not null).Select(field => new FieldChange(field.Field, null, field.Value))]);
    }

    protected override async Task<string> ActAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var camera = ValueOf(await registration.CreateAsync(Checked(RequestOf(arguments)), cancellationToken));
        return $"{camera.Name} was added.";
    }

    private static CreateCameraRequest RequestOf(Arguments arguments) => new()
    {
        Name = arguments.Name,
        Protocol = arguments.Protocol,
        SourceUrl = arguments.SourceUrl,
        DevicePath = arguments.DevicePath,
        NodeName = arguments.NodeName,
        Location = arguments.Location,
        Resolution = arguments.Resolution,
        Framerate = arguments.Framerate,
    };

    /// <param name="Name">What to call it.</param>
    /// <param name="Protocol">How it is reached.</param>
    /// <param name="SourceUrl">Its address.</param>
    /// <param name="DevicePath">Its device.</param>
    /// <param name="NodeName">Its machine.</param>
    /// <param name="Location">Where it hangs.</param>
    /// <param name="Resolution">Its picture's size.</param>
    /// <param name="Framerate">Its frame rate.</param>
    internal sealed record Arguments(
        [property: Description("What to call it.")] string Name,
        [property: Description("How it is reached.")] CameraProtocol Protocol,
        [property: Description("The address of a network camera, for example rtsp://user:password@192.168.1.20:554/stream1.")] string? SourceUrl = null,
        [property: Description("The device of a USB camera, for example /dev/video0.")] string? DevicePath = null,
        [property: Description("The machine that has a USB camera, or should serve a network camera.")] string? NodeName = null,
        [property: Description("Where it is mounted, as text.")] string? Location = null,
        [property: Description("The picture's size, for example 1280x720.")] string? Resolution = null,
        [property: Description("Frames per second, 1 to 60.")] int? Framerate = null);
}
