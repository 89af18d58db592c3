using System.Globalization;
using System.Net;
using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Device;
using FalconEye.Onvif.Events;
using FalconEye.Onvif.Media;
using FalconEye.Onvif.Ptz;
using FalconEye.Onvif.Soap;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif;

/// <summary>
/// One ONVIF device (https://www.onvif.org/specs/core/ONVIF-Core-Specification.pdf). All calls throw <see cref="OnvifException"/> when the
/// device refuses or answers nonsense, <see cref="HttpRequestException"/> when it cannot be reached, and <see cref="TimeoutException"/>
/// when it is silent. Meant for one caller at a time.
/// </summary>
public sealed class OnvifClient : IDisposable
{
    /// <summary>Clocks drift, and someone may set them while we listen for events.</summary>
    private static readonly TimeSpan ClockTrust = TimeSpan.FromMinutes(5);

    private readonly Uri _device;
    private readonly TimeProvider _time;
    private readonly SoapClient _soap;
    private readonly ReachableAddress _reachable;
    private DeviceServices? _services;
    private (TimeSpan Offset, long Asked)? _clock;

    private OnvifClient(SourceAddress address, TimeProvider time)
    {
        _time = time;
        _device = DeviceServiceOf(address);
        _reachable = new ReachableAddress(_device);
        _soap = new SoapClient(
            _device, address.UserName.Length == 0 ? null : new NetworkCredential(address.UserName, address.Password), DeviceNowAsync, time);
        var userInfo = address.UserName.Length == 0 ? "" : $"{Uri.EscapeDataString(address.UserName)}:{Uri.EscapeDataString(address.Password)}";
        Media = new MediaService(this, _soap, _reachable, userInfo);
        Ptz = new PtzService(this, _soap);
        Events = new EventService(this, _soap, _reachable, time);
    }

    /// <summary>Profiles and the addresses of streams and pictures.</summary>
    public MediaService Media { get; }

    /// <summary>Pan, tilt and zoom.</summary>
    public PtzService Ptz { get; }

    /// <summary>What the device notices.</summary>
    public EventService Events { get; }

    /// <summary>How far the device's clock is ahead of ours; <see langword="null"/> while nothing needed to know it.</summary>
    public TimeSpan? ClockOffset => _clock?.Offset;

    /// <summary>A client of the device at an <c>onvif://</c> (HTTP) or <c>onvifs://</c> (TLS) address. Nothing is sent yet.</summary>
    /// <param name="address">
    /// Its path is that of the device service; without one it is <c>/onvif/device_service</c>, where nearly all have it.
    /// </param>
    /// <param name="time">The clock.</param>
    public static OnvifClient For(SourceAddress address, TimeProvider time) => new(address, time);

    /// <summary>The device's time. It needs no password, so it is also how to ask whether something is an ONVIF device.</summary>
    /// <returns>The time; <see langword="null"/> when the device answers without telling one.</returns>
    public async Task<DateTimeOffset?> GetSystemDateAndTimeAsync(CancellationToken cancellationToken)
    {
        var response = await _soap.CallOpenlyAsync(_device, new SoapElement(Names.Device + "GetSystemDateAndTime"), cancellationToken);
        if (response.Name.Local != "GetSystemDateAndTimeResponse")
        {
            throw Refusal.OfNonsense(_device, null);
        }

        return ReadTime(response.Find("UTCDateTime"));
    }

    /// <summary>Who made the device, and what it is.</summary>
    public async Task<DeviceInformation> GetDeviceInformationAsync(CancellationToken cancellationToken)
    {
        var response = await _soap.CallAsync(_device, new SoapElement(Names.Device + "GetDeviceInformation"), cancellationToken);
        return new DeviceInformation(
            SoapReading.Shown(response.Child("Manufacturer").Words()),
            SoapReading.Shown(response.Child("Model").Words()),
            SoapReading.Shown(response.Child("FirmwareVersion").Words()),
            SoapReading.Shown(response.Child("SerialNumber").Words()));
    }

    /// <summary>Where the device's services are; asked for once.</summary>
    public async Task<DeviceServices> GetServicesAsync(CancellationToken cancellationToken) =>
        _services ??= await AskForServicesAsync(cancellationToken) ?? await AskForCapabilitiesAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _soap.Dispose();

    private static Uri DeviceServiceOf(SourceAddress address)
    {
        var scheme = address.Scheme == "onvifs" ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        var path = address.PathAndQuery.Split('?')[0];
        return new UriBuilder(scheme, address.Host, address.Port, path.Length > 1 ? path : SourceAddress.OnvifPath).Uri;
    }

    /// <returns>
    /// <see langword="null"/> when the device does not know the question, as those from before 2011 do not, or leaves its media out.
    /// </returns>
    private async Task<DeviceServices?> AskForServicesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var request = new SoapElement(Names.Device + "GetServices", new SoapElement(Names.Device + "IncludeCapability", "false"));
            var response = await _soap.CallAsync(_device, request, cancellationToken);
            var addresses = response.ChildrenOf("Service")
                .Select(service => (Namespace: service.Child("Namespace").Words(), Address: _reachable.OfService(service.Child("XAddr").Words())))
                .ToLookup(service => service.Namespace, service => service.Address);
            var services = new DeviceServices
            {
                Media = addresses[Names.Media.Uri].FirstOrDefault(),
                Media2 = addresses[Names.Media2.Uri].FirstOrDefault(),
                Ptz = addresses[Names.Ptz.Uri].FirstOrDefault(),
                Events = addresses[Names.Events.Uri].FirstOrDefault(),
            };
            return services is { Media: null, Media2: null } ? null : services;
        }
        catch (OnvifException e) when (e.Reason == FailureReasons.Failed)
        {
            return null;
        }
    }

    private async Task<DeviceServices> AskForCapabilitiesAsync(CancellationToken cancellationToken)
    {
        var request = new SoapElement(Names.Device + "GetCapabilities", new SoapElement(Names.Device + "Category", "All"));
        var capabilities = (await _soap.CallAsync(_device, request, cancellationToken)).Child("Capabilities");
        return new DeviceServices { Media = AddressOf("Media"), Ptz = AddressOf("PTZ"), Events = AddressOf("Events") };

        Uri? AddressOf(string service) => _reachable.OfService(capabilities.Child(service).Child("XAddr").Words());
    }

    /// <summary>Now, by the device's clock: it refuses proofs of a password that are not of its own time.</summary>
    internal async Task<DateTimeOffset> DeviceNowAsync(CancellationToken cancellationToken)
    {
        if (_clock is not { } clock || _time.GetElapsedTime(clock.Asked) > ClockTrust)
        {
            _clock = clock = (await AskForOffsetAsync(cancellationToken), _time.GetTimestamp());
        }

        return _time.GetUtcNow() + clock.Offset;
    }

    private async Task<TimeSpan> AskForOffsetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GetSystemDateAndTimeAsync(cancellationToken) is { } reported ? reported - _time.GetUtcNow() : TimeSpan.Zero;
        }
        catch (OnvifException)
        {
            // Against the standard, some want a password for the time too: then only a right clock can help.
            return TimeSpan.Zero;
        }
    }

    private static DateTimeOffset? ReadTime(SoapElement? element)
    {
        var (date, clock) = (element.Child("Date"), element.Child("Time"));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{date.Child("Year").Whole()}-{date.Child("Month").Whole()}-{date.Child("Day").Whole()} {clock.Child("Hour").Whole()}:{clock.Child("Minute").Whole()}:{clock.Child("Second").Whole()}");
        return DateTimeOffset.TryParseExact(text, "yyyy-M-d H:m:s", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? read : null;
    }
}
