using System.Text.Json.Serialization;

namespace FalconEye.Contracts.Cameras;

/// <summary>How a camera is reached.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CameraProtocol>))]
public enum CameraProtocol
{
    /// <summary>A USB device of a node, served by <c>motion</c>.</summary>
    [JsonStringEnumMemberName("usb")]
    Usb,

    /// <summary>An RTSP address (RFC 2326).</summary>
    [JsonStringEnumMemberName("rtsp")]
    Rtsp,

    /// <summary>An ONVIF device, which is asked for its RTSP address.</summary>
    [JsonStringEnumMemberName("onvif")]
    Onvif,

    /// <summary>An HTTP address, mostly Motion JPEG.</summary>
    [JsonStringEnumMemberName("http")]
    Http,
}
