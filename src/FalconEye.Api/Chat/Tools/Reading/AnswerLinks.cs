using System.Globalization;

namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>Addresses of the dashboard's pages, for the model to link to.</summary>
internal static class AnswerLinks
{
    internal static string ToCamera(Guid id) => $"/cameras/{id}";

    internal static string ToRecording(string id) => $"/recordings?play={Uri.EscapeDataString(id)}";

    /// <param name="id">The recording.</param>
    /// <param name="second">Where in it, in seconds from its beginning.</param>
    internal static string ToRecording(string id, int second) =>
        string.Create(CultureInfo.InvariantCulture, $"{ToRecording(id)}&at={second}");
}
