using System.Globalization;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Events;

/// <summary>Reads notifications (ONVIF Core Specification, "Notification format").</summary>
internal static class EventReading
{
    /// <summary>The number of notifications that a device is asked for at once, and of which no more are read.</summary>
    internal const int MaxNotifications = 100;

    private const int MaxItems = 32;

    /// <summary>The events of a <c>PullMessagesResponse</c>, in its order.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="now">When it came, by this machine's clock.</param>
    internal static IReadOnlyList<OnvifEvent> Of(SoapElement response, DateTimeOffset now)
    {
        var offset = TimeOf(response.Child("CurrentTime").Words()) is { } told ? told - now : TimeSpan.Zero;
        return [.. response.ChildrenOf("NotificationMessage").Take(MaxNotifications).Select(notification => Read(notification, offset))];
    }

    /// <summary>A moment as XML writes it; <see langword="null"/> for what is none, such as Hikvision's <c>0000-00-00T00:00:00Z</c>.</summary>
    internal static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year is > 1950 and < 2200
            ? time
            : null;

    private static OnvifEvent Read(SoapElement notification, TimeSpan offset)
    {
        var message = notification.Child("Message").Child("Message") ?? notification.Child("Message");
        return new OnvifEvent(
            TopicOf(notification.Child("Topic").Words()),
            TimeOf(message.Tagged("UtcTime")) - offset,
            SoapReading.Shown(message.Tagged("PropertyOperation")),
            ItemsOf(message.Child("Source"), message.Child("Key")),
            ItemsOf(message.Child("Data")));
    }

    /// <summary>Some write a whole expression: <c>tns1:VideoSource/MotionAlarm//.</c>.</summary>
    private static string TopicOf(string? topic) => string.Join(
        '/', SoapReading.Shown(topic).TrimEnd('.', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => part[(part.LastIndexOf(':') + 1)..]));

    private static Dictionary<string, string> ItemsOf(params IEnumerable<SoapElement?> sections) => sections
        .SelectMany(section => section.ChildrenOf("SimpleItem"))
        .Take(MaxItems)
        .GroupBy(item => SoapReading.Shown(item.Tagged("Name")), item => SoapReading.Shown(item.Tagged("Value")))
        .ToDictionary(item => item.Key, item => item.First());
}
