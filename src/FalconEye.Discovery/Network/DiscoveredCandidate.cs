using System.Globalization;
using System.Net;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Discovery.Network;

/// <summary>One way to reach a camera, seen on one port. Several may be of one camera: <see cref="HostCameraGrouping"/> says which.</summary>
/// <param name="EndPoint">Where.</param>
/// <param name="Protocol">How.</param>
/// <param name="Path">Path and query, beginning with a slash.</param>
internal sealed record DiscoveredCandidate(IPEndPoint EndPoint, CameraProtocol Protocol, string Path)
{
    /// <summary>The channel of a recorder, from 1; <see langword="null"/> for a camera that has none.</summary>
    internal int? Channel { get; init; }

    /// <summary>The maker, when the device gave itself away.</summary>
    internal string? Brand { get; init; }

    /// <summary>What the device calls itself.</summary>
    internal string? Name { get; init; }

    /// <summary>Whether it asks for a password.</summary>
    internal bool RequiresPassword { get; init; }

    /// <summary>Whether the device said that it knows the path.</summary>
    internal bool PathIsCertain { get; init; } = true;

    /// <summary>Paths to try after this one, when it is not certain.</summary>
    internal IReadOnlyList<string> NextPaths { get; init; } = [];

    /// <summary>The video codec, when the device reports it.</summary>
    internal string? Codec { get; init; }

    /// <summary>The picture's size, when the device reports it.</summary>
    internal Resolution? Size { get; init; }

    /// <summary>For ONVIF: the RTSP streams that the device itself named, by <see cref="SourceAddress.Identity"/>.</summary>
    internal IReadOnlySet<string> AdvertisedStreams { get; init; } = new HashSet<string>();

    /// <summary>The address, without credentials.</summary>
    internal string Url => UrlOf(Path);

    /// <summary>What makes the address the same as another's.</summary>
    internal string Identity => SourceAddress.TryParse(Url, out var address, out _) ? address.Identity : Url;

    internal string UrlOf(string path) => string.Create(
        CultureInfo.InvariantCulture, $"{Protocol.ToString().ToLowerInvariant()}://{EndPoint}{(Protocol == CameraProtocol.Onvif && path == "/" ? "" : path)}");
}
