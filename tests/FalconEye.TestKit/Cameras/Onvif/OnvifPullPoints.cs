using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Threading.Channels;
using System.Xml;
using System.Xml.Linq;

namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>
/// The part of a simulated device that keeps events for those who subscribed. It tells subscriptions apart by a reference parameter.
/// </summary>
internal sealed class OnvifPullPoints(Func<DateTimeOffset> now, Func<string> baseAddress)
{
    private readonly ConcurrentDictionary<string, Channel<string>> _subscriptions = new();

    internal int Subscribers => _subscriptions.Count;

    internal int Renewals { get; private set; }

    /// <summary>Keeps an event for every subscriber.</summary>
    internal void Raise(string topic, string name, string value)
    {
        var message = $"<wsnt:NotificationMessage><wsnt:Topic Dialect=\"http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet\">tns1:{topic}</wsnt:Topic><wsnt:Message><tt:Message UtcTime=\"{Now()}\" PropertyOperation=\"Changed\"><tt:Source><tt:SimpleItem Name=\"VideoSource\" Value=\"sensor\"/></tt:Source><tt:Data><tt:SimpleItem Name=\"{name}\" Value=\"{SecurityElement.Escape(value)}\"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>";
        foreach (var subscription in _subscriptions.Values)
        {
            subscription.Writer.TryWrite(message);
        }
    }

    /// <returns>The content of the body; null for an operation that is not about events.</returns>
    internal async Task<string?> OfAsync(XElement envelope, XElement request, CancellationToken cancellationToken)
    {
        if (request.Name.LocalName == "CreatePullPointSubscription")
        {
            var id = Guid.NewGuid().ToString("N");
            _subscriptions[id] = Channel.CreateUnbounded<string>();
            return $"<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference><wsa:Address>{baseAddress()}/onvif/event_service</wsa:Address><wsa:ReferenceParameters><dom0:SubscriptionId xmlns:dom0=\"urn:simulated\">{id}</dom0:SubscriptionId></wsa:ReferenceParameters></tev:SubscriptionReference><wsnt:CurrentTime>{Now()}</wsnt:CurrentTime><wsnt:TerminationTime>{Now()}</wsnt:TerminationTime></tev:CreatePullPointSubscriptionResponse>";
        }

        var own = envelope.Descendants("{urn:simulated}SubscriptionId").FirstOrDefault()?.Value ?? "";
        if (!_subscriptions.TryGetValue(own, out var subscription))
        {
            return null;
        }

        switch (request.Name.LocalName)
        {
            case "PullMessages":
                var timeout = XmlConvert.ToTimeSpan(request.Elements().First(element => element.Name.LocalName == "Timeout").Value);
                return $"<tev:PullMessagesResponse><tev:CurrentTime>{Now()}</tev:CurrentTime><tev:TerminationTime>{Now()}</tev:TerminationTime>{await TakeAsync(subscription.Reader, timeout, cancellationToken)}</tev:PullMessagesResponse>";
            case "Renew":
                Renewals++;
                return $"<wsnt:RenewResponse><wsnt:TerminationTime>{Now()}</wsnt:TerminationTime></wsnt:RenewResponse>";
            case "Unsubscribe":
                _subscriptions.TryRemove(own, out _);
                return "<wsnt:UnsubscribeResponse/>";
            default:
                return null;
        }
    }

    private static async Task<string> TakeAsync(ChannelReader<string> events, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await events.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing happened.
        }

        var taken = "";
        while (events.TryRead(out var message))
        {
            taken += message;
        }

        return taken;
    }

    private string Now() => now().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
