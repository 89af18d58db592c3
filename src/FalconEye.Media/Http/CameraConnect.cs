using System.Net.Sockets;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Media.Http;

/// <summary>
/// Opens the TCP connections of our own readers. Every connection to a camera goes through one of these, redirections included, so that one
/// check decides which addresses a camera may have.
/// </summary>
/// <param name="host">The name or address.</param>
/// <param name="port">The port.</param>
/// <param name="cancellationToken">Ends the attempt.</param>
/// <exception cref="SocketException">The host cannot be reached.</exception>
/// <exception cref="HttpRequestException">The address is none that a camera may have.</exception>
public delegate ValueTask<Socket> CameraConnect(string host, int port, CancellationToken cancellationToken);

/// <summary>The connections that programs open unless a test gives them another delegate.</summary>
public static class CameraConnections
{
    /// <summary>Connects to the address that was checked (<see cref="CameraDialer"/>).</summary>
    public static async ValueTask<Socket> OpenAsync(string host, int port, CancellationToken cancellationToken) =>
        await CameraDialer.DialAsync(host, port, cancellationToken);
}
