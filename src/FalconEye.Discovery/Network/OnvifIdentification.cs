using System.Net;
using FalconEye.Contracts.Cameras;
using FalconEye.Onvif;
using FalconEye.Onvif.Discovery;

namespace FalconEye.Discovery.Network;

/// <summary>
/// Asks for ONVIF devices: all at once by multicast, and one port at a time by the question that needs no password, the time.
/// </summary>
internal sealed class OnvifIdentification(KnownPaths paths, SocketBudget sockets, TimeProvider time)
{
    /// <summary>Devices answer within half a second; the question is sent three times in the first.</summary>
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The devices that answer to the multicast question, by the address that they answered from: nothing else that they say is trusted.
    /// </summary>
    internal static async Task<ILookup<IPAddress, DiscoveredDevice>> ProbeNetworksAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<IPAddress> own = [.. OwnNetworks.Interfaces().Select(link => link.Address).Take(SocketBudget.Multicast)];
        List<DiscoveredDevice> devices = [];
        if (own.Count > 0)
        {
            await foreach (var device in WsDiscovery.ProbeAsync(new WsDiscoveryOptions { Duration = Listening, Interfaces = own }, cancellationToken))
            {
                devices.Add(device);
            }
        }

        return devices.ToLookup(device => device.Address);
    }

    /// <summary>Identifies an ONVIF device at a port.</summary>
    /// <param name="endPoint">The port.</param>
    /// <param name="device">What announced itself there, if something did.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns><see langword="null"/> when there is no ONVIF device.</returns>
    internal async Task<DiscoveredCandidate?> IdentifyAsync(IPEndPoint endPoint, DiscoveredDevice? device, CancellationToken cancellationToken)
    {
        var path = device?.ServiceAddress is { AbsolutePath: var reported } && reported != "/onvif/device_service" ? reported : "/";
        var candidate = new DiscoveredCandidate(endPoint, CameraProtocol.Onvif, path)
        {
            Name = device is null ? null : NameOf(device),
            Brand = device is null ? null : paths.BrandOf($"{device.Name} {device.Hardware}"),
            RequiresPassword = true,
        };
        if (!SourceAddress.TryParse(candidate.Url, out var address, out _))
        {
            return null;
        }

        using var place = await sockets.TakeAsync(cancellationToken);
        using var client = OnvifClient.For(address, time);
        try
        {
            await client.GetSystemDateAndTimeAsync(cancellationToken);
        }
        catch (Exception e) when (e is OnvifException or HttpRequestException or IOException or TimeoutException)
        {
            return device is null ? null : candidate;
        }

        return await WithStreamsAsync(candidate, client, cancellationToken);
    }

    /// <summary>A device without a password tells its streams to everyone: then it is certain which RTSP streams are its own.</summary>
    private static async Task<DiscoveredCandidate> WithStreamsAsync(DiscoveredCandidate candidate, OnvifClient client, CancellationToken cancellationToken)
    {
        try
        {
            var profiles = await client.Media.GetProfilesAsync(cancellationToken);
            var main = profiles.MaxBy(profile => profile.Width * profile.Height)!;
            var stream = await client.Media.GetStreamUriAsync(main, cancellationToken);
            return candidate with
            {
                RequiresPassword = false,
                Codec = main.Codec,
                Size = Resolution.TryParse($"{main.Width}x{main.Height}"),
                AdvertisedStreams = new HashSet<string> { stream.Identity },
            };
        }
        catch (Exception e) when (e is OnvifException or HttpRequestException or IOException or TimeoutException)
        {
            return candidate;
        }
    }

    private static string? NameOf(DiscoveredDevice device) => (device.Name, device.Hardware) switch
    {
        ({ } name, { } hardware) when !name.Contains(hardware, StringComparison.OrdinalIgnoreCase) => $"{name} {hardware}",
        ({ } name, _) => name,
        (null, var hardware) => hardware,
    };
}
