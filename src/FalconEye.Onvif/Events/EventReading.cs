using System.Globalization;
using System.Xml.Linq;
using FalconEye.Onvif.Soap;

namespace FalconEye.Onvif.Events;

/// <summary>Reads notifications (ONVIF Core Specification, "Notification format").</summary>
internal static class EventReading
{
    /// <summary>The events of a <c>PullMessagesResponse</c>, in its order.</summary>
    internal static IEnumerable<OnvifEvent> Of(XElement response) => response.Children("NotificationMessage").Select(Read);

    private static OnvifEvent Read(XElement notification)
    {
        var message = notification.Child("Message").Child("Message");
        return new OnvifEvent(
            TopicOf(notification.Child("Topic").Text()),
            DateTimeOffset.TryParse(message.Tagged("UtcTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null,
            message.Tagged("PropertyOperation") ?? "",
            ItemsOf(message.Child("Source")),
            ItemsOf(message.Child("Data")));
    }

    private static string TopicOf(string? topic) =>
        string.Join('/', XmlReading.Shown(topic).Split('/').Select(part => part[(part.LastIndexOf(':') + 1)..]));

    private static Dictionary<string, string> ItemsOf(XElement? items) => items.Children("SimpleItem")
        .GroupBy(item => XmlReading.Shown(item.Tagged("Name")), item => XmlReading.Shown(item.Tagged("Value")))
        .ToDictionary(item => item.Key, item => item.First());
}
