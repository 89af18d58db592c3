using System.Runtime.CompilerServices;
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
    private readonly SoapClient _soap;
    private readonly ReachableAddress _reachable;
    private readonly TimeProvider _time;

    internal EventService(OnvifClient device, SoapClient soap, ReachableAddress reachable, TimeProvider time)
    {
        (_device, _soap, _reachable, _time) = (device, soap, reachable, time);
    }

    /// <summary>Listens until the enumeration is left or cancelled, which ends the subscription on the device.</summary>
    /// <param name="cancellationToken">Ends the listening.</param>
    /// <exception cref="OnvifException">The device has no events, or refuses.</exception>
    /// <exception cref="HttpRequestException">The device is gone.</exception>
    /// <exception cref="TimeoutException">The device is silent.</exception>
    public async IAsyncEnumerable<OnvifEvent> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var service = (await _device.GetServicesAsync(cancellationToken)).Events
            ?? throw new OnvifException(FailureReasons.Failed, "The camera tells no events over ONVIF.");
        var subscription = await PullPoint.CreateAsync(_soap, _reachable, service, _time, cancellationToken);
        try
        {
            while (true)
            {
                foreach (var seen in await subscription.PullAsync(cancellationToken))
                {
                    yield return seen;
                }

                await subscription.RenewIfDueAsync(cancellationToken);
            }
        }
        finally
        {
            await subscription.EndAsync();
        }
    }
}
