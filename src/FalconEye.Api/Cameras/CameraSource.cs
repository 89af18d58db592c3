using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Cameras;
using FalconEye.Discovery.Usb;
using FalconEye.Orchestration.Nodes;

namespace FalconEye.Api.Cameras;

/// <summary>Where a camera's picture comes from, checked against its protocol.</summary>
/// <param name="Address">The address of a network camera.</param>
/// <param name="DevicePath">The device of a USB camera, the host of another.</param>
/// <param name="NodeName">The node of a USB camera; <c>LAN</c> for a network camera without one.</param>
/// <param name="Identity">What makes it the same camera as another.</param>
internal sealed partial record CameraSource(SourceAddress? Address, string DevicePath, string NodeName, string Identity)
{
    /// <summary>The node name of network cameras, which belong to no node.</summary>
    internal const string Lan = "LAN";

    private const string DefaultDevice = "/dev/video0";
    private static readonly TimeSpan NameResolutionTimeout = TimeSpan.FromSeconds(2);

    /// <summary>All that another camera with this source may be stored under: a USB device has several names.</summary>
    internal IReadOnlyList<string> Identities { get; private init; } = [Identity];

    /// <summary>
    /// The same source, once it is known which device its path means: then it is distinguished from others by the name that stays
    /// (docs/decisions, "How a USB camera is known again"), and its other names are taken too.
    /// </summary>
    internal CameraSource Of(VideoDevice? device) => device is null ? this : this with
    {
        Identity = UsbIdentity(NodeName, device.StablePath),
        Identities = [.. device.Names.Select(name => UsbIdentity(NodeName, name))],
    };

    /// <summary>Checks a new camera's source.</summary>
    /// <returns>Whether it can be used; if not, <paramref name="field"/> and <paramref name="problem"/> say what to correct.</returns>
    internal static bool TryRead(
        CreateCameraRequest request,
        IReadOnlyList<Node> nodes,
        [NotNullWhen(true)] out CameraSource? source,
        out string field,
        out string problem)
    {
        source = null;
        if (request.NodeName is { Length: > 0 } name && name != Lan && nodes.All(node => node.Name != name))
        {
            (field, problem) = ("node_name", $"There is no node \"{name}\". There is: {string.Join(", ", nodes.Select(node => node.Name))}.");
            return false;
        }

        return request.Protocol == CameraProtocol.Usb
            ? TryReadDevice(request, out source, out field, out problem)
            : TryReadAddress(request.Protocol!.Value, request.SourceUrl, request.NodeName, out source, out field, out problem);
    }

    /// <summary>Checks a network camera's address.</summary>
    internal static bool TryReadAddress(
        CameraProtocol protocol,
        string? text,
        string? nodeName,
        [NotNullWhen(true)] out CameraSource? source,
        out string field,
        out string problem)
    {
        (source, field, problem) = (null, "source_url", "");
        if (!SourceAddress.TryParse(text, out var address, out var wrong))
        {
            problem = wrong;
            return false;
        }

        if (!SchemesOf(protocol).Contains(address.Scheme))
        {
            var beginnings = string.Join(" or ", SchemesOf(protocol).Select(scheme => scheme + "://"));
            problem = $"The address of a camera of protocol {Text(protocol)} starts with {beginnings}.";
            return false;
        }

        source = new(address, address.Host, string.IsNullOrEmpty(nodeName) ? Lan : nodeName, address.Identity);
        return true;
    }

    /// <summary>
    /// Why no camera may have this address: a metadata service, by name or number, or a service of FalconEye. A name server that is slow is
    /// not waited for: the programs that connect check again.
    /// </summary>
    /// <returns>A sentence; <see langword="null"/> when nothing forbids it.</returns>
    internal async Task<string?> FindProblemAsync(CancellationToken cancellationToken) =>
        Address is null ? null : await FindProblemAsync(Address, cancellationToken);

    /// <summary>The same of an address.</summary>
    internal static async Task<string?> FindProblemAsync(SourceAddress address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(NameResolutionTimeout);
        try
        {
            return await CameraDialer.FindProblemAsync(address.Host, address.Port, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Puts back the secrets of a camera's address where a client was shown <c>***</c> and sent that.</summary>
    /// <returns>
    /// Whether it could be done; if not, <paramref name="problem"/> says what to correct. Text that is no address is returned unchanged.
    /// </returns>
    internal static bool TryRestoreSecrets(Camera camera, string? text, out string? restored, out string problem)
    {
        (restored, problem) = (text, "");
        SourceAddress?[] known = [Parse(camera.SourceUrl), Parse(camera.LiveSourceUrl)];
        SourceAddress[] stored = [.. known.OfType<SourceAddress>()];
        if (!SourceAddress.TryParse(text, out var shown, out _) || stored.Length == 0)
        {
            return true;
        }

        // The one that was shown first, since only its path's secrets are known too.
        restored = stored.OrderByDescending(address => address.Redacted == shown.WithCredentials)
            .Select(shown.WithSecretsOf)
            .OfType<SourceAddress>()
            .FirstOrDefault()?.WithCredentials;
        problem = restored is null ? "The password behind *** is for its user, host and port only. Type the password again." : "";
        return restored is not null;
    }

    private static SourceAddress? Parse(string? text) => SourceAddress.TryParse(text, out var address, out _) ? address : null;

    private static bool TryReadDevice(
        CreateCameraRequest request, [NotNullWhen(true)] out CameraSource? source, out string field, out string problem)
    {
        (source, field, problem) = (null, "", "");
        var device = string.IsNullOrEmpty(request.DevicePath) ? DefaultDevice : request.DevicePath;
        if (string.IsNullOrEmpty(request.NodeName) || request.NodeName == Lan)
        {
            (field, problem) = ("node_name", "A USB camera needs the name of the node that it is plugged into.");
            return false;
        }

        if (!VideoDevice().IsMatch(device))
        {
            (field, problem) = ("device_path", "A device is written /dev/video0, or as a link below /dev/v4l/by-id/ or /dev/v4l/by-path/.");
            return false;
        }

        source = new(null, device, request.NodeName, UsbIdentity(request.NodeName, device));
        return true;
    }

    private static string UsbIdentity(string node, string device) => $"usb:{node}:{device}";

    private static string[] SchemesOf(CameraProtocol protocol) => protocol switch
    {
        CameraProtocol.Rtsp => ["rtsp", "rtsps"],
        CameraProtocol.Onvif => ["onvif", "onvifs"],
        _ => ["http", "https"],
    };

    private static string Text(CameraProtocol protocol) => protocol.ToString().ToLowerInvariant();

    [GeneratedRegex(@"\A/dev/(video[0-9]{1,3}|v4l/by-(id|path)/[A-Za-z0-9._:+-]{1,200})\z")]
    private static partial Regex VideoDevice();
}
