using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace FalconEye.Rtsp.Client;

/// <summary>Makes connections to a camera, with TLS where the address says so.</summary>
internal static class ConnectionOpener
{
    /// <summary>Connects.</summary>
    /// <exception cref="RtspException"><see cref="RtspFailure.Unreachable"/>.</exception>
    public static async Task<RtspConnection> OpenAsync(
        RtspAddress address, RtspClientOptions options, Authentication authentication, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(options.ResponseTimeout, options.Time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Socket? socket = null;
        try
        {
            socket = await (options.Connect ?? ConnectAsync)(address.Host, address.Port, both.Token);
            socket.NoDelay = true;
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (address.IsTls)
                stream = await SecureAsync(stream, address, options, both.Token);
            return new RtspConnection(options, socket, stream, authentication);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested
            && e is SocketException or IOException or AuthenticationException or OperationCanceledException)
        {
            socket?.Dispose();
            throw Failures.Unreachable(e.InnerException is SocketException inner ? inner : e);
        }
        catch
        {
            socket?.Dispose();
            throw;
        }
    }

    private static async ValueTask<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(host, port), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> SecureAsync(Stream stream, RtspAddress address, RtspClientOptions options, CancellationToken cancellationToken)
    {
        SslStream secure = new(stream, leaveInnerStreamOpen: false);
        await secure.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = address.Host, RemoteCertificateValidationCallback = options.CertificateValidation }, cancellationToken);
        return secure;
    }
}
