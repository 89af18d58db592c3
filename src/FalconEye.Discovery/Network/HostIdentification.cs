using System.Net;
using System.Net.Sockets;
using FalconEye.Onvif.Discovery;

namespace FalconEye.Discovery.Network;

/// <summary>
/// Finds out what answers at one address: every open port is asked side by side, and what belongs together is put together.
/// </summary>
internal sealed class HostIdentification(RtspIdentification rtsp, HttpIdentification http, OnvifIdentification onvif)
{
    /// <summary>Where web servers are; whatever listens elsewhere is asked in RTSP first.</summary>
    private static readonly int[] WebPorts = [80, 81, 8000, 8080, 8081, 8888, 8899];

    /// <summary>That one port's questions may take all together; what was found until then counts.</summary>
    private static readonly TimeSpan HostTimeout = TimeSpan.FromSeconds(5);

    /// <param name="address">The address.</param>
    /// <param name="openPorts">Its ports that accept connections.</param>
    /// <param name="announced">The ONVIF devices that announced themselves from there.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>The cameras, and sentences about what was found and is of no use.</returns>
    internal async Task<(IReadOnlyList<NetworkCameraFound> Cameras, IReadOnlyList<string> Notes)> IdentifyAsync(
        IPAddress address, IReadOnlyList<int> openPorts, IReadOnlyList<DiscoveredDevice> announced, CancellationToken cancellationToken)
    {
        var devices = announced.Where(device => device.ServiceAddress is { Scheme: "http" }).ToLookup(device => device.ServiceAddress!.Port);
        var ports = openPorts.Union(devices.Select(device => device.Key));
        var answers = await Task.WhenAll(ports.Select(port =>
            IdentifyPortAsync(new IPEndPoint(address, port), devices[port].FirstOrDefault(), cancellationToken)));
        return (HostCameraGrouping.Of([.. answers.SelectMany(answer => answer.Candidates)]), [.. answers.Select(answer => answer.Note).OfType<string>()]);
    }

    private async Task<(IReadOnlyList<DiscoveredCandidate> Candidates, string? Note)> IdentifyPortAsync(
        IPEndPoint endPoint, DiscoveredDevice? announced, CancellationToken cancellationToken)
    {
        var port = new PortIdentification(endPoint, rtsp, http, onvif);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(HostTimeout);
        try
        {
            await port.RunAsync(announced, isWebFirst: WebPorts.Contains(endPoint.Port), deadline.Token);
        }
        catch (Exception e) when ((e is OperationCanceledException && !cancellationToken.IsCancellationRequested) || e is SocketException or IOException)
        {
            // It fell silent or hung up: what it said before counts.
        }

        return (port.Found, port.SpeaksRtsp && port.Found.Count == 0
            ? $"{endPoint} speaks RTSP, and serves its picture at no path that is known: look the path up in its manual and add it by its address."
            : null);
    }
}
