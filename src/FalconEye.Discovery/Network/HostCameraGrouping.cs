using System.Globalization;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Discovery.Network;

/// <summary>
/// Says which of the ways that were seen at one address are of one camera. A camera has one door of each kind: one RTSP port, one ONVIF
/// service, one Motion JPEG. So a lone ONVIF service, a lone RTSP stream and a lone Motion JPEG at one address are one camera, three ways.
/// Two doors of one kind are two cameras (a recorder's channels, a computer that serves several, a router that forwards ports), and then
/// nothing is joined to them but by what a device itself says: its ONVIF service names its streams.
/// </summary>
internal static class HostCameraGrouping
{
    private const int MaxNameLength = 100;

    /// <summary>
    /// What to add first when it works without a password: ONVIF finds the stream, also after a change of the camera's settings.
    /// </summary>
    private static readonly CameraProtocol[] Preference = [CameraProtocol.Onvif, CameraProtocol.Rtsp, CameraProtocol.Http];

    /// <summary>The cameras of one address, each once.</summary>
    internal static IReadOnlyList<NetworkCameraFound> Of(IReadOnlyList<DiscoveredCandidate> candidates)
    {
        var cameras = Group(candidates);
        var namesPort = cameras.SelectMany(options => options.Take(1)).Select(option => option.EndPoint.Port).Distinct().Count() > 1;
        return [.. cameras.Select(options => Describe(options, NameOf(options, namesPort), cameras.Count == 1))];
    }

    private static List<List<DiscoveredCandidate>> Group(IReadOnlyList<DiscoveredCandidate> candidates)
    {
        List<List<DiscoveredCandidate>> cameras = [.. candidates.Where(option => option.Protocol == CameraProtocol.Rtsp).Select(option => new List<DiscoveredCandidate> { option })];
        var services = candidates.Where(option => option.Protocol == CameraProtocol.Onvif).ToList();
        foreach (var service in services)
        {
            Join(cameras, service, StreamsOf(service, cameras) ?? (services.Count == 1 ? SingleEndpoint(cameras) : null));
        }

        var pictures = candidates.Where(option => option.Protocol == CameraProtocol.Http).ToList();
        foreach (var picture in pictures)
        {
            Join(cameras, picture, pictures.Count == 1 && cameras.Count == 1 ? cameras[0] : null);
        }

        return cameras;
    }

    private static void Join(List<List<DiscoveredCandidate>> cameras, DiscoveredCandidate option, List<DiscoveredCandidate>? camera)
    {
        if (camera is null)
        {
            cameras.Add([option]);
        }
        else
        {
            camera.Add(option);
        }
    }

    private static List<DiscoveredCandidate>? StreamsOf(DiscoveredCandidate service, List<List<DiscoveredCandidate>> cameras) =>
        cameras.FirstOrDefault(options => options.Exists(option => service.AdvertisedStreams.Contains(option.Identity)));

    /// <summary>The first channel, when all of them are behind one RTSP port: an ONVIF address without more shows the first.</summary>
    private static List<DiscoveredCandidate>? SingleEndpoint(List<List<DiscoveredCandidate>> cameras) =>
        cameras.Select(options => options[0].EndPoint.Port).Distinct().Count() == 1 ? cameras[0] : null;

    private static NetworkCameraFound Describe(List<DiscoveredCandidate> options, string name, bool isOneOfAddress)
    {
        var ordered = options.OrderBy(option => option.RequiresPassword).ThenBy(option => Array.IndexOf(Preference, option.Protocol)).ToList();
        var best = ordered[0];
        var open = ordered.Find(option => option.Size is not null) ?? ordered.Find(option => option.Codec is not null);
        return new NetworkCameraFound(best.EndPoint.Address.ToString(), best.EndPoint.Port, best.Protocol, name, best.Url)
        {
            Brand = ordered.Find(option => option.Brand is not null)?.Brand,
            RequiresPassword = best.RequiresPassword,
            PathIsCertain = best.PathIsCertain,
            Candidates = [.. best.NextPaths.Select(best.UrlOf)],
            Codec = open?.Codec,
            Width = open?.Size?.Width,
            Height = open?.Size?.Height,
            IsOnlyOneOfAddress = isOneOfAddress,
            Alternatives = [.. ordered.Skip(1).Select(option => new ConnectionOption(option.Protocol, option.EndPoint.Port, option.Url, option.RequiresPassword))],
        };
    }

    /// <summary>What it calls itself, or its make; with the address, since a house has five of a kind.</summary>
    private static string NameOf(List<DiscoveredCandidate> options, bool namesPort)
    {
        var own = options.Find(option => option.Name is not null)?.Name ?? options.Find(option => option.Brand is not null)?.Brand ?? "Camera";
        var shown = new string([.. own.Where(letter => !char.IsControl(letter)).Take(MaxNameLength)]).Trim();
        var at = namesPort ? options[0].EndPoint.ToString() : options[0].EndPoint.Address.ToString();
        return options.Find(option => option.Channel is not null)?.Channel is { } channel
            ? string.Create(CultureInfo.InvariantCulture, $"{shown} {at} channel {channel}")
            : $"{shown} {at}";
    }
}
