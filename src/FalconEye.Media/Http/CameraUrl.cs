using System.Globalization;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Media.Http;

/// <summary>A camera's address as its readers ask for it.</summary>
internal static class CameraUrl
{
    /// <summary>The address without user and password.</summary>
    internal static string WithoutLogin(SourceAddress address)
    {
        var host = address.Host.Contains(':', StringComparison.Ordinal) ? $"[{address.Host.Trim('[', ']')}]" : address.Host;
        return string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}://{host}:{address.Port}{address.PathAndQuery}");
    }
}
