using FalconEye.Onvif.Device;
using FalconEye.Onvif.Soap;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Events;

/// <summary>One subscription on a device, which keeps events for us until they are fetched.</summary>
internal sealed class PullPoint
{
    /// <summary>How long a device keeps a subscription that no one renews; short, since devices hold few.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <summary>How long a device may hold a request while nothing happens.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(10);

    private const string MessagesAtOnce = "100";

    private readonly SoapClient _soap;
    private readonly TimeProvider _time;
    private readonly Uri _address;
    private readonly IReadOnlyList<SoapElement> _references;
    private long _renewed;

    private PullPoint(SoapClient soap, TimeProvider time, Uri address, IReadOnlyList<SoapElement> references)
    {
        (_soap, _time, _address, _references) = (soap, time, address, references);
        _renewed = time.GetTimestamp();
    }

    internal static async Task<PullPoint> CreateAsync(
        SoapClient soap, ReachableAddress reachable, Uri service, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = new SoapElement(
            Names.Events + "CreatePullPointSubscription", new SoapElement(Names.Events + "InitialTerminationTime", SoapEnvelope.Duration(Lifetime)));
        var reference = (await soap.CallAsync(service, request, cancellationToken)).Child("SubscriptionReference");
        return new PullPoint(
            soap,
            time,
            reachable.OfService(reference.Child("Address").Words()) ?? service,
            reference.Child("ReferenceParameters")?.Children ?? []);
    }

    /// <summary>Fetches what happened; waits for something when nothing did.</summary>
    internal async Task<IEnumerable<OnvifEvent>> PullAsync(CancellationToken cancellationToken)
    {
        var request = new SoapElement(
            Names.Events + "PullMessages",
            new SoapElement(Names.Events + "Timeout", SoapEnvelope.Duration(Hold)),
            new SoapElement(Names.Events + "MessageLimit", MessagesAtOnce));
        return EventReading.Of(await CallAsync(request, "PullPointSubscription/PullMessagesRequest", Hold, cancellationToken));
    }

    /// <summary>Keeps the subscription, when half its lifetime is over.</summary>
    internal async Task RenewIfDueAsync(CancellationToken cancellationToken)
    {
        if (_time.GetElapsedTime(_renewed) >= Lifetime / 2)
        {
            var request = new SoapElement(
                Names.Notification + "Renew",
                new SoapElement(Names.Notification + "TerminationTime", SoapEnvelope.Duration(Lifetime)));
            await CallAsync(request, "SubscriptionManager/RenewRequest", TimeSpan.Zero, cancellationToken);
            _renewed = _time.GetTimestamp();
        }
    }

    /// <summary>Ends the subscription; one that cannot be ended ends by itself within a minute.</summary>
    internal async Task EndAsync()
    {
        try
        {
            await CallAsync(
                new SoapElement(Names.Notification + "Unsubscribe"), "SubscriptionManager/UnsubscribeRequest", TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception e) when (e is OnvifException or HttpRequestException or TimeoutException or IOException)
        {
            // The device is gone, or has forgotten it already.
        }
    }

    /// <summary>
    /// Devices tell their subscriptions apart by address, or by what they asked to be sent back (WS-Addressing, "Reference Parameters").
    /// </summary>
    private Task<SoapElement> CallAsync(SoapElement request, string action, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var prefix = request.Name.Namespace == Names.Notification ? "http://docs.oasis-open.org/wsn/bw-2/" : Names.Events.Uri + "/";
        IReadOnlyList<SoapElement> headers =
        [
            new SoapElement(Names.Addressing + "Action", prefix + action),
            new SoapElement(Names.Addressing + "To", _address.AbsoluteUri),
            .. _references,
        ];
        return _soap.CallAsync(_address, request, cancellationToken, headers, timeout);
    }
}
