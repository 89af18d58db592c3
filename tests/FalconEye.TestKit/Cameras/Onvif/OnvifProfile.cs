namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>One media profile of a simulated device.</summary>
/// <param name="Token">Its token and name.</param>
/// <param name="Uri">Where its stream really is.</param>
/// <param name="Encoding"><c>H264</c>, <c>H265</c>, <c>JPEG</c>.</param>
/// <param name="Width">Pixels per line.</param>
/// <param name="Height">Lines.</param>
/// <param name="FramesPerSecond">Its rate.</param>
public sealed record OnvifProfile(string Token, Uri Uri, string Encoding = "H264", int Width = 320, int Height = 240, int FramesPerSecond = 15);
