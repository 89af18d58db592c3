using System.Globalization;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Discovery.Network;

/// <summary>
/// Says which of the ways that were seen at one address are of one camera. A camera has one door of each kind: one RTSP port, one ONVIF
/// service, one Motion JPEG. So a lone ONVIF service, a lone RTSP stream and a lone Motion JPEG at one address are one camera, three ways.
/// Two doors of one kind are two cameras (a recorder's channels, a computer that serves several, a router that forwards ports), and then
/// nothing is joined to them but by what a device itself says: its ONVIF service names its streams.
/// </summary>
internal static class HostCameras
{
    private const int LongestName = 100;

    /// <summary>
    /// What to add first when it works without a password: ONVIF finds the stream by itself, also after a change of the camera's settings.
    /// </summary>
    private static readonly CameraProtocol[] Preference = [CameraProtocol.Onvif, CameraProtocol.Rtsp, CameraProtocol.Http];

    /// <summary>The cameras of one address, each once.</summary>
    internal static IReadOnlyList<NetworkCameraFound> Of(IReadOnlyList<Sighting> sightings)
    {
        var cameras = Group(sightings);
        var namesPort = cameras.SelectMany(ways => ways.Take(1)).Select(way => way.EndPoint.Port).Distinct().Count() > 1;
        return [.. cameras.Select(ways => Describe(ways, NameOf(ways, namesPort), cameras.Count == 1))];
    }

    private static List<List<Sighting>> Group(IReadOnlyList<Sighting> sightings)
    {
        List<List<Sighting>> cameras = [.. sightings.Where(way => way.Protocol == CameraProtocol.Rtsp).Select(way => new List<Sighting> { way })];
        var services = sightings.Where(way => way.Protocol == CameraProtocol.Onvif).ToList();
        foreach (var service in services)
        {
            Join(cameras, service, StreamsOf(service, cameras) ?? (services.Count == 1 ? LoneDoor(cameras) : null));
        }

        var pictures = sightings.Where(way => way.Protocol == CameraProtocol.Http).ToList();
        foreach (var picture in pictures)
        {
            Join(cameras, picture, pictures.Count == 1 && cameras.Count == 1 ? cameras[0] : null);
        }

        return cameras;
    }

    private static void Join(List<List<Sighting>> cameras, Sighting way, List<Sighting>? camera)
    {
        if (camera is null)
        {
            cameras.Add([way]);
        }
        else
        {
            camera.Add(way);
        }
    }

    private static List<Sighting>? StreamsOf(Sighting service, List<List<Sighting>> cameras) =>
        cameras.FirstOrDefault(ways => ways.Exists(way => service.OwnStreams.Contains(way.Identity)));

    /// <summary>The first channel, when all of them are behind one RTSP port: an ONVIF address without more shows the first.</summary>
    private static List<Sighting>? LoneDoor(List<List<Sighting>> cameras) =>
        cameras.Select(ways => ways[0].EndPoint.Port).Distinct().Count() == 1 ? cameras[0] : null;

    private static NetworkCameraFound Describe(List<Sighting> ways, string name, bool isOneOfAddress)
    {
        var ordered = ways.OrderBy(way => way.RequiresPassword).ThenBy(way => Array.IndexOf(Preference, way.Protocol)).ToList();
        var best = ordered[0];
        var open = ordered.Find(way => way.Size is not null) ?? ordered.Find(way => way.Codec is not null);
        return new NetworkCameraFound(best.EndPoint.Address.ToString(), best.EndPoint.Port, best.Protocol, name, best.Url)
        {
            Brand = ordered.Find(way => way.Brand is not null)?.Brand,
            RequiresPassword = best.RequiresPassword,
            PathIsCertain = best.PathIsCertain,
            Candidates = [.. best.NextPaths.Select(best.UrlOf)],
            Codec = open?.Codec,
            Width = open?.Size?.Width,
            Height = open?.Size?.Height,
            IsOnlyOneOfAddress = isOneOfAddress,
            Alternatives = [.. ordered.Skip(1).Select(way => new CameraWay(way.Protocol, way.EndPoint.Port, way.Url, way.RequiresPassword))],
        };
    }

    /// <summary>What it calls itself, or its make; with the address, since a house has five of a kind.</summary>
    private static string NameOf(List<Sighting> ways, bool namesPort)
    {
        var own = ways.Find(way => way.Name is not null)?.Name ?? ways.Find(way => way.Brand is not null)?.Brand ?? "Camera";
        var shown = new string([.. own.Where(letter => !char.IsControl(letter)).Take(LongestName)]).Trim();
        var at = namesPort ? ways[0].EndPoint.ToString() : ways[0].EndPoint.Address.ToString();
        return ways.Find(way => way.Channel is not null)?.Channel is { } channel
            ? string.Create(CultureInfo.InvariantCulture, $"{shown} {at} channel {channel}")
            : $"{shown} {at}";
    }
}
