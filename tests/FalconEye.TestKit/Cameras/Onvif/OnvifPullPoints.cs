using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Threading.Channels;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>The part of a simulated device that keeps events for those who subscribed, and the states that it tells them first.</summary>
internal sealed class OnvifPullPoints(OnvifEventOptions options, Func<DateTimeOffset> now, Func<string> baseAddress)
{
    private const string Path = "/onvif/event_service";

    private readonly ConcurrentDictionary<string, Channel<string>> _subscriptions = new();
    private readonly ConcurrentDictionary<(string Topic, string Name), string> _states = new();

    internal int Subscribers => _subscriptions.Count;

    internal int Renewals { get; private set; }

    internal int Created { get; private set; }

    /// <summary>Forgets everyone, as after a restart.</summary>
    internal void Drop()
    {
        foreach (var id in _subscriptions.Keys)
        {
            if (_subscriptions.TryRemove(id, out var subscription))
            {
                subscription.Writer.Complete();
            }
        }
    }

    /// <summary>Keeps an event for every subscriber.</summary>
    internal void Raise(string topic, string name, string value) => RaiseXml(NotificationOf(topic, name, value, "Changed"));

    /// <summary>The same of a state, which later subscribers get first.</summary>
    internal void Set(string topic, string name, string value)
    {
        _states[(topic, name)] = value;
        Raise(topic, name, value);
    }

    /// <summary>Keeps a notification as it is.</summary>
    internal void RaiseXml(string notification)
    {
        foreach (var subscription in _subscriptions.Values)
        {
            subscription.Writer.TryWrite(notification);
        }
    }

    /// <returns>The content of the body; null for an operation that is not about events, or is refused.</returns>
    internal async Task<string?> OfAsync(HttpContext context, XElement envelope, XElement request)
    {
        if (options.WantsAddressing && !IsAddressed(context, envelope, request))
        {
            return null;
        }

        if (request.Name.LocalName == "CreatePullPointSubscription")
        {
            var id = Guid.NewGuid().ToString("N");
            _subscriptions[id] = Channel.CreateUnbounded<string>();
            Created++;
            var reference = options.ByPath ? "" : $"<wsa:ReferenceParameters><dom0:SubscriptionId xmlns:dom0=\"urn:simulated\">{id}</dom0:SubscriptionId></wsa:ReferenceParameters>";
            return $"<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference><wsa:Address>{AddressOf(options.ByPath ? id : null)}</wsa:Address>{reference}</tev:SubscriptionReference><wsnt:CurrentTime>{Now()}</wsnt:CurrentTime><wsnt:TerminationTime>{Now()}</wsnt:TerminationTime></tev:CreatePullPointSubscriptionResponse>";
        }

        var own = options.ByPath
            ? context.Request.Query["session"].ToString()
            : envelope.Descendants("{urn:simulated}SubscriptionId").FirstOrDefault()?.Value ?? "";
        if (!_subscriptions.TryGetValue(own, out var subscription))
        {
            return null;
        }

        switch (request.Name.LocalName)
        {
            case "SetSynchronizationPoint":
                foreach (var ((topic, name), value) in _states)
                {
                    subscription.Writer.TryWrite(NotificationOf(topic, name, value, "Initialized"));
                }

                return "<tev:SetSynchronizationPointResponse/>";
            case "PullMessages":
                var timeout = XmlConvert.ToTimeSpan(request.Elements().First(element => element.Name.LocalName == "Timeout").Value);
                var taken = await TakeAsync(subscription.Reader, timeout, context.RequestAborted);
                if (taken.Length == 0 && options.ClosesWhenIdle)
                {
                    context.Abort();
                }

                return $"<tev:PullMessagesResponse><tev:CurrentTime>{Now()}</tev:CurrentTime><tev:TerminationTime>{Now()}</tev:TerminationTime>{taken}</tev:PullMessagesResponse>";
            case "Renew" when !options.RefusesRenewal && !(options.WantsAbsoluteTime && request.Value.StartsWith('P')):
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

    private bool IsAddressed(HttpContext context, XElement envelope, XElement request)
    {
        string Header(string name) => envelope.Descendants(XName.Get(name, "http://www.w3.org/2005/08/addressing")).FirstOrDefault()?.Value ?? "";
        var session = context.Request.Query["session"].ToString();
        return Header("Action").EndsWith($"/{request.Name.LocalName}Request", StringComparison.Ordinal)
            && Header("MessageID").StartsWith("urn:uuid:", StringComparison.Ordinal)
            && (request.Name.LocalName == "CreatePullPointSubscription" || Header("To") == AddressOf(session.Length > 0 ? session : null));
    }

    private string AddressOf(string? session) => $"{baseAddress()}{Path}{(session is null ? "" : $"?session={session}")}";

    private string NotificationOf(string topic, string name, string value, string operation) =>
        $"<wsnt:NotificationMessage><wsnt:Topic Dialect=\"http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet\">tns1:{topic}</wsnt:Topic><wsnt:Message><tt:Message UtcTime=\"{Now()}\" PropertyOperation=\"{operation}\"><tt:Source><tt:SimpleItem Name=\"VideoSource\" Value=\"sensor\"/></tt:Source><tt:Data><tt:SimpleItem Name=\"{name}\" Value=\"{SecurityElement.Escape(value)}\"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>";

    private string Now() => now().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
