using System.ComponentModel;
using System.Globalization;
using FalconEye.Api.Cameras;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Chat.Tools.Acting;

/// <summary>Changes a camera's name, place, address or picture.</summary>
internal sealed class UpdateCameraTool(
    CameraFinder cameras,
    ProposalStore proposals,
    CameraRegistration registration)
    : ActingTool<UpdateCameraTool.Arguments>(proposals)
{
    public override string Name => ToolNames.UpdateCamera;

    public override string Description =>
        "Proposes to change a camera's name, location, address, picture size or frame rate. A changed address or picture restarts a "
        + "running camera. A person must confirm it.";

    protected override async Task<string> DescribeAsync(Arguments arguments, CancellationToken cancellationToken) =>
        $"Proposing a change of {await cameras.NameOfAsync(arguments.Camera, cancellationToken)}";

    protected override async Task<PlannedChange> PlanAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var camera = await cameras.FindAsync(arguments.Camera, cancellationToken);
        var request = Checked(RequestOf(arguments));
        List<FieldChange> changes = [];
        Note("name", camera.Name, request.Name);
        Note("location", camera.Location, request.Location);
        Note("source_url", Shown(camera.SourceUrl), ShownNew(camera, request.SourceUrl));
        Note("resolution", camera.Resolution, request.Resolution);
        Note("framerate", Text(camera.Framerate), request.Framerate is { } framerate ? Text(framerate) : null);
        return changes.Count > 0
            ? new PlannedChange($"Change \"{camera.Name}\": {string.Join(", ", changes.Select(change => change.Field))}.", camera.Id, changes)
            : throw new ToolException("Nothing would change.");

        void Note(string field, string? before, string? after)
        {
            if (after is not null && after != before)
            {
                changes.Add(new FieldChange(field, before, after));
            }
        }
    }

    protected override async Task<string> ActAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var camera = await cameras.FindAsync(arguments.Camera, cancellationToken);
        return $"{ValueOf(await registration.UpdateAsync(camera.Id, Checked(RequestOf(arguments)), cancellationToken)).Name} was changed.";
    }

    /// <summary>A new password alone is a change as well, though both addresses look alike.</summary>
    private static string? ShownNew(Camera camera, string? address)
    {
        if (address is null)
        {
            return null;
        }

        if (!CameraSource.TryReadAddress(camera.Protocol, address, camera.NodeName, out var source, out _, out var problem))
        {
            throw new ToolException(problem);
        }

        var shown = source.Address!.Redacted;
        if (address.Contains(":***@", StringComparison.Ordinal) && shown != Shown(camera.SourceUrl))
        {
            throw new ToolException("The address must hold the real password, not ***; ask the person for it.");
        }

        return shown == Shown(camera.SourceUrl) && source.Address.WithCredentials != camera.SourceUrl && shown != address.Trim()
            ? $"{shown} (another password)"
            : shown;
    }

    private static string? Shown(string? address) => SourceAddress.TryParse(address, out var source, out _) ? source.Redacted : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static UpdateCameraRequest RequestOf(Arguments arguments) => new()
    {
        Name = arguments.Name,
        Location = arguments.Location,
        SourceUrl = arguments.SourceUrl,
        Resolution = arguments.Resolution,
        Framerate = arguments.Framerate,
    };

    /// <param name="Camera">Which one.</param>
    /// <param name="Name">Its new name.</param>
    /// <param name="Location">Its new place.</param>
    /// <param name="SourceUrl">Its new address.</param>
    /// <param name="Resolution">Its new size.</param>
    /// <param name="Framerate">Its new frame rate.</param>
    internal sealed record Arguments(
        [property: Description("The camera's id, or its exact name.")] string Camera,
        [property: Description("A new name.")] string? Name = null,
        [property: Description("A new location.")] string? Location = null,
        [property: Description("A new address of a network camera.")] string? SourceUrl = null,
        [property: Description("A new size, for example 1280x720.")] string? Resolution = null,
        [property: Description("A new frame rate, 1 to 60.")] int? Framerate = null);
}
