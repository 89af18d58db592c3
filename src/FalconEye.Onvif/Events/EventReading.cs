using System.Globalization;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Events;

/// <summary>Reads notifications (ONVIF Core Specification, "Notification format").</summary>
internal static class EventReading
{
    /// <summary>The events of a <c>PullMessagesResponse</c>, in its order.</summary>
    internal static IEnumerable<OnvifEvent> Of(SoapElement response) => response.ChildrenOf("NotificationMessage").Select(Read);

    private static OnvifEvent Read(SoapElement notification)
    {
        var message = notification.Child("Message").Child("Message");
        return new OnvifEvent(
            TopicOf(notification.Child("Topic").Words()),
            DateTimeOffset.TryParse(message.Tagged("UtcTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null,
            message.Tagged("PropertyOperation") ?? "",
            ItemsOf(message.Child("Source")),
            ItemsOf(message.Child("Data")));
    }

    private static string TopicOf(string? topic) =>
        string.Join('/', SoapReading.Shown(topic).Split('/').Select(part => part[(part.LastIndexOf(':') + 1)..]));

    private static Dictionary<string, string> ItemsOf(SoapElement? items) => items.ChildrenOf("SimpleItem")
        .GroupBy(item => SoapReading.Shown(item.Tagged("Name")), item => SoapReading.Shown(item.Tagged("Value")))
        .ToDictionary(item => item.Key, item => item.First());
}
