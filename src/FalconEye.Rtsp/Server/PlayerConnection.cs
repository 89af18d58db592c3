using System.Net;

namespace FalconEye.Rtsp.Server;

/// <summary>The connection of a player, which its owner closes.</summary>
/// <param name="Input">What the player sends.</param>
/// <param name="Output">What it gets.</param>
/// <param name="Local">The address that it has connected to: where datagrams come from.</param>
/// <param name="Remote">Its own address, the only one that datagrams are sent to.</param>
/// <param name="IsEncrypted">Whether others cannot read it. Then nothing is sent over UDP, which they could.</param>
public sealed record PlayerConnection(Stream Input, Stream Output, IPAddress Local, IPAddress Remote, bool IsEncrypted);
