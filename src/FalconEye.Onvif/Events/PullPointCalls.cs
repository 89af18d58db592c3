using System.Globalization;
using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Device;
using FalconEye.Onvif.Soap;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Events;

/// <summary>
/// The operations of pull-points, each with the WS-Addressing headers that the standard wants and Dahua's cameras refuse to do without.
/// </summary>
internal sealed class PullPointCalls(
    SoapClient soap, ReachableAddress reachable, Func<CancellationToken, Task<DateTimeOffset>> deviceNow, TimeProvider time)
{
    /// <summary>How long a device is to keep a subscription that is not renewed; short, since devices hold few.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LeastLifetime = TimeSpan.FromSeconds(10);

    /// <summary>Some devices hold a request longer than they are asked to.</summary>
    private static readonly TimeSpan Overtime = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Some firmware takes an absolute time only.</summary>
    private bool _wantsAbsoluteTime;

    /// <summary>The clock by which requests are measured.</summary>
    internal TimeProvider Time => time;

    internal async Task<PullPoint> CreateAsync(Uri service, CancellationToken cancellationToken)
    {
        SoapElement answer;
        try
        {
            answer = await CreateAsync(service, [new(Names.Events + "InitialTerminationTime", SoapEnvelope.Duration(Lifetime))], cancellationToken);
        }
        catch (OnvifException e) when (e.Reason == FailureReasons.Failed)
        {
            // There are devices that take no time but their own.
            answer = await CreateAsync(service, [], cancellationToken);
        }

        var reference = answer.Child("SubscriptionReference");
        var told = reference.Child("Address").Words();
        var point = new PullPoint(
            AddressOf(told, service), told ?? service.AbsoluteUri, reference.Child("ReferenceParameters")?.Children ?? [], LifetimeOf(answer));
        await SynchronizeAsync(point, cancellationToken);
        return point;
    }

    /// <summary>Fetches what happened; the device waits for something to happen for up to <paramref name="hold"/>.</summary>
    internal async Task<IReadOnlyList<OnvifEvent>> PullAsync(PullPoint point, TimeSpan hold, CancellationToken cancellationToken)
    {
        var request = new SoapElement(
            Names.Events + "PullMessages",
            new SoapElement(Names.Events + "Timeout", SoapEnvelope.Duration(hold)),
            new SoapElement(Names.Events + "MessageLimit", EventReading.MaxNotifications.ToString(CultureInfo.InvariantCulture)));
        var answer = await CallAsync(point, request, "PullPointSubscription/PullMessagesRequest", cancellationToken, hold + Overtime);
        return EventReading.Of(answer, time.GetUtcNow());
    }

    /// <summary>Has the device keep a subscription for longer.</summary>
    /// <returns>False when it does not do that, as several makers' devices.</returns>
    internal async Task<bool> RenewAsync(PullPoint point, CancellationToken cancellationToken)
    {
        if (!_wantsAbsoluteTime && await TryRenewAsync(point, SoapEnvelope.Duration(point.Lifetime), cancellationToken))
        {
            return true;
        }

        var end = (await deviceNow(cancellationToken) + point.Lifetime).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return _wantsAbsoluteTime = await TryRenewAsync(point, end, cancellationToken);
    }

    /// <summary>Ends a subscription; one that cannot be ended ends by itself within its lifetime.</summary>
    internal async Task EndAsync(PullPoint point)
    {
        using var limit = new CancellationTokenSource(EndTimeout, time);
        try
        {
            await CallAsync(point, new SoapElement(Names.Notification + "Unsubscribe"), "SubscriptionManager/UnsubscribeRequest", limit.Token);
        }
        catch (Exception e) when (e is OnvifException or HttpRequestException or TimeoutException or IOException or OperationCanceledException)
        {
            // The device is gone, or has forgotten it already.
        }
    }

    private async Task<bool> TryRenewAsync(PullPoint point, string end, CancellationToken cancellationToken)
    {
        var request = new SoapElement(Names.Notification + "Renew", new SoapElement(Names.Notification + "TerminationTime", end));
        try
        {
            await CallAsync(point, request, "SubscriptionManager/RenewRequest", cancellationToken);
            return true;
        }
        catch (OnvifException e) when (e.Reason != FailureReasons.Unauthorized)
        {
            return false;
        }
    }

    /// <summary>Asks for the states as they are now; a device that does not know the question tells them by itself, or never.</summary>
    private async Task SynchronizeAsync(PullPoint point, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(
                point, new SoapElement(Names.Events + "SetSynchronizationPoint"), "PullPointSubscription/SetSynchronizationPointRequest", cancellationToken);
        }
        catch (OnvifException e) when (e.Reason != FailureReasons.Unauthorized)
        {
            // Only changes will be known.
        }
    }

    private Task<SoapElement> CreateAsync(Uri service, IEnumerable<SoapElement> content, CancellationToken cancellationToken) => soap.CallAsync(
        service,
        new SoapElement(Names.Events + "CreatePullPointSubscription", content),
        cancellationToken,
        HeadersOf(Names.Events.Uri + "/EventPortType/CreatePullPointSubscriptionRequest", service.AbsoluteUri));

    private Task<SoapElement> CallAsync(
        PullPoint point, SoapElement request, string action, CancellationToken cancellationToken, TimeSpan timeout = default)
    {
        var prefix = request.Name.Namespace == Names.Notification ? "http://docs.oasis-open.org/wsn/bw-2/" : Names.Events.Uri + "/";
        return soap.CallAsync(point.Address, request, cancellationToken, [.. HeadersOf(prefix + action, point.Told), .. point.References], timeout);
    }

    private static IReadOnlyList<SoapElement> HeadersOf(string action, string to) =>
    [
        new SoapElement(Names.Addressing + "Action", action),
        new SoapElement(Names.Addressing + "MessageID", $"urn:uuid:{Guid.NewGuid()}"),
        new SoapElement(Names.Addressing + "To", to),
    ];

    /// <summary>An address without a host (<c>http:///onvif/events?session=3</c>) has its path at least.</summary>
    private Uri AddressOf(string? told, Uri service)
    {
        if (reachable.OfService(told) is { } address)
        {
            return address;
        }

        var path = told is null ? "" : told[(told.IndexOf("///", StringComparison.Ordinal) is >= 0 and var slashes ? slashes + 2 : 0)..];
        return path.StartsWith('/') && Uri.TryCreate(service, path, out var own) && own.Authority == service.Authority ? own : service;
    }

    private static TimeSpan LifetimeOf(SoapElement answer)
    {
        var granted = EventReading.TimeOf(answer.Child("TerminationTime").Words()) - EventReading.TimeOf(answer.Child("CurrentTime").Words());
        return granted >= LeastLifetime && granted <= Lifetime ? granted.Value : Lifetime;
    }
}
