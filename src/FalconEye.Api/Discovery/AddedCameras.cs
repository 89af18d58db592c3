using System.Net;
using System.Net.Sockets;
using FalconEye.Api.Auth;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Discovery;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Discovery;

/// <summary>The cameras that are there already, to mark those of a scan that are among them.</summary>
internal sealed class AddedCameras
{
    private static readonly TimeSpan NameResolutionTimeout = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<Camera> _usb;
    private readonly IReadOnlyList<(Camera Camera, SourceAddress Address, string Host)> _network;

    private readonly Caller _caller;

    private AddedCameras(IReadOnlyList<Camera> usb, IReadOnlyList<(Camera, SourceAddress, string)> network, Caller caller) =>
        (_usb, _network, _caller) = (usb, network, caller);

    internal static async Task<AddedCameras> LoadAsync(FalconEyeContext database, Caller caller, CancellationToken cancellationToken)
    {
        var all = await database.Cameras.AsNoTracking().Where(camera => camera.Status != CameraStatus.Deleting).ToListAsync(cancellationToken);
        var network = await Task.WhenAll(all
            .SelectMany(camera => new[] { camera.SourceUrl, camera.LiveSourceUrl }.Select(url => (camera, address: SourceAddress.TryParse(url, out var address, out _) ? address : null)))
            .Where(known => known.address is not null)
            .Select(async known => (known.camera, known.address!, await ResolveAsync(known.address!.Host, cancellationToken))));
        return new AddedCameras([.. all.Where(camera => camera.Protocol == CameraProtocol.Usb)], network, caller);
    }

    /// <summary>The event, with the camera in it marked if it is one of these; which one, only for who may use it.</summary>
    internal ScanEvent Mark(ScanEvent item) => item switch
    {
        UsbCameraEvent { Camera: var found } when FindUsb(found) is { } camera =>
            new UsbCameraEvent(found with { AlreadyAdded = true, CameraId = IdOf(camera), CameraName = NameOf(camera) }),
        NetworkCameraEvent { Camera: var found } when FindNetwork(found) is { } camera =>
            new NetworkCameraEvent(found with { AlreadyAdded = true, CameraId = IdOf(camera), CameraName = NameOf(camera) }),
        _ => item,
    };

    private Guid? IdOf(Camera camera) => _caller.MayUse(camera.Id) ? camera.Id : null;

    private string? NameOf(Camera camera) => _caller.MayUse(camera.Id) ? camera.Name : null;

    /// <summary>
    /// A device is known by any of its names: one that was added as /dev/v4l/by-id/... is recognized under another number.
    /// </summary>
    private Camera? FindUsb(UsbCameraFound found) =>
        _usb.FirstOrDefault(camera => camera.NodeName == found.NodeName && found.Names.Contains(camera.DevicePath));

    /// <summary>
    /// The same by one of its addresses; or, when it is the only camera at its address, by that: it may have been added by another path,
    /// such as that of its smaller stream.
    /// </summary>
    private Camera? FindNetwork(NetworkCameraFound found)
    {
        string[] urls = [found.Url, .. found.Alternatives.Select(option => option.Url), .. found.Candidates];
        var identities = urls.Select(url => SourceAddress.TryParse(url, out var address, out _) ? address.Identity : url).ToHashSet();
        var byAddress = _network.FirstOrDefault(known => identities.Contains(known.Host + known.Address.Identity[known.Address.Host.Length..]));
        var byHost = found.IsOnlyOneOfAddress ? _network.FirstOrDefault(known => known.Host == found.Ip) : default;
        return byAddress.Camera ?? byHost.Camera;
    }

    /// <summary>A camera may have been added by name, and is found by number.</summary>
    private static async Task<string> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out _))
        {
            return host;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(NameResolutionTimeout);
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, deadline.Token);
            return addresses.FirstOrDefault()?.ToString() ?? host;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return host;
        }
    }
}
