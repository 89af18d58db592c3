using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Nodes;

/// <summary>A network camera that a scan found.</summary>
/// <param name="Ip">Its address.</param>
/// <param name="Port">The port that answered.</param>
/// <param name="Protocol">How it is reached.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="Url">The address to add it by.</param>
/// <param name="NodeName">Always <c>LAN</c>.</param>
public sealed record NetworkCameraFound(string Ip, int Port, CameraProtocol Protocol, string Name, string Url, string NodeName = "LAN");
