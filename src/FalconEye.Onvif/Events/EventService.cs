using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Device;
using FalconEye.Onvif.Soap;

namespace FalconEye.Onvif.Events;

/// <summary>
/// What a device notices, fetched from a pull-point (ONVIF Core Specification, "Real-time Pull-Point Notification Interface").
/// </summary>
public sealed class EventService
{
    private readonly OnvifClient _device;
    private readonly PullPointCalls _calls;

    internal EventService(OnvifClient device, SoapClient soap, ReachableAddress reachable, TimeProvider time)
    {
        _device = device;
        _calls = new PullPointCalls(soap, reachable, device.DeviceNowAsync, time);
    }

    /// <summary>Has the device keep its events for us until they are fetched, beginning with its states as they are now.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The subscription, which ends on the device when it is disposed.</returns>
    /// <exception cref="OnvifException">The device has no events (<see cref="FailureReasons.NotFound"/>), or refuses.</exception>
    /// <exception cref="HttpRequestException">The device is gone.</exception>
    /// <exception cref="TimeoutException">The device is silent.</exception>
    public async Task<EventSubscription> SubscribeAsync(CancellationToken cancellationToken)
    {
        var service = (await _device.GetServicesAsync(cancellationToken)).Events
            ?? throw new OnvifException(FailureReasons.NotFound, "The camera has no ONVIF event service.");
        return new EventSubscription(_calls, service, await _calls.CreateAsync(service, cancellationToken));
    }
}
