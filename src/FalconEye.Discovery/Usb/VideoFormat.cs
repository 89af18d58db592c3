namespace FalconEye.Discovery.Usb;

/// <summary>A format that a USB camera offers.</summary>
/// <param name="PixelFormat">V4L2's four letters, such as <c>MJPG</c> or <c>YUYV</c>.</param>
/// <param name="Sizes">Its sizes, such as <c>1280x720</c>; a range is written <c>32x32-2592x1944</c>.</param>
public sealed record VideoFormat(string PixelFormat, IReadOnlyList<string> Sizes);
