using System.Net.Sockets;

namespace FalconEye.Rtsp.Client;

/// <summary>
/// Linux's <c>SO_RCVLOWAT</c>: the program wakes only once this many bytes are there. It halves the CPU of recording (ingest.md, section 6.5).
/// </summary>
internal static class SocketLowWaterMark
{
    private const int SolSocket = 1;
    private const int ReceiveLowWaterMark = 18;

    /// <summary>Sets it. A system that does not know it wakes as usual.</summary>
    public static void Set(Socket socket, int bytes)
    {
        try
        {
            socket.SetRawSocketOption(SolSocket, ReceiveLowWaterMark, BitConverter.GetBytes(Math.Max(1, bytes)));
        }
        catch (Exception e) when (e is SocketException or PlatformNotSupportedException or ObjectDisposedException)
        {
            // An optimisation only.
        }
    }
}
