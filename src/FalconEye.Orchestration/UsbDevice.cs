namespace FalconEye.Orchestration;

/// <summary>A USB camera as <c>motion</c> is to serve it.</summary>
/// <param name="DevicePath">The V4L2 device, for example <c>/dev/video0</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Framerate">Frames per second.</param>
/// <param name="Quality">JPEG quality from 1 to 100.</param>
/// <param name="Label">Shown in the picture as <c>FALCON-EYE-{label}</c>.</param>
public sealed record UsbDevice(string DevicePath, int Width, int Height, int Framerate, int Quality, string Label);
