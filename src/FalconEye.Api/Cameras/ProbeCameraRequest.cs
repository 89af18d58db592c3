using System.ComponentModel.DataAnnotations;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Cameras;

/// <summary>A source to try before it is added.</summary>
public sealed record ProbeCameraRequest
{
    /// <summary>How it is reached: <c>rtsp</c>, <c>onvif</c> or <c>http</c>.</summary>
    [Required(ErrorMessage = "A protocol is needed: rtsp, onvif or http.")]
    public CameraProtocol? Protocol { get; init; }

    /// <summary>Its address.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>The camera whose address this was, for the password that it was shown as <c>***</c>.</summary>
    public Guid? CameraId { get; init; }
}
