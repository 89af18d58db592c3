using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Http;

namespace FalconEye.Media.Ffmpeg;

/// <summary>
/// The gateway to a camera over RTSP: a tunnel that passes requests and packets on as they are, with TLS to the camera where it wants that, and
/// looks at the camera's replies for redirects. FFmpeg gets the credentials by a first redirect (302, RFC 2326 section 11.3), back to the
/// gateway.
/// </summary>
internal sealed class RtspGateway : SourceGateway
{
    private const int CopyBytes = 64 * 1024;
    private static readonly TimeSpan LeavingTime = TimeSpan.FromSeconds(1);

    private readonly string _url;
    private volatile Uri _target;
    private int _isHandedOver;

    internal RtspGateway(SourceAddress address, TimeSpan stallTimeout)
        : base(address, stallTimeout)
    {
        _target = new UriBuilder(address.Scheme, address.Host, address.Port) { Path = "" }.Uri;
        _isHandedOver = address.HasCredentials ? 0 : 1;
        _url = address.HasCredentials ? AddressOf(Token) : AddressOf(address.PathAndQuery);
    }

    /// <inheritdoc/>
    internal override string Url => _url;

    /// <inheritdoc/>
    private protected override async Task ServeAsync(Socket client, ReadOnlyMemory<byte> head, CancellationToken cancellationToken)
    {
        if (RequestLineOf(head.Span) is not [_, var url, _])
        {
            return;
        }

        if (url == AddressOf(Token))
        {
            // Once: who reads the process list later gets nothing.
            var location = Interlocked.Exchange(ref _isHandedOver, 1) == 0 ? AddressWithCredentials(Address.PathAndQuery) : null;
            await client.SendAsync(Encoding.UTF8.GetBytes(Redirect(head.Span, location)), cancellationToken);
            client.Shutdown(SocketShutdown.Send);
            return;
        }

        await using var camera = await ConnectAsync(cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var ffmpeg = new NetworkStream(client, ownsSocket: false);
        var requests = new RtspRequests();
        await camera.WriteAsync(head, cancellationToken);
        requests.Note(head.Span);
        var up = CopyRequestsAsync(ffmpeg, camera, requests, ending.Token);
        var down = CopyRepliesAsync(camera, ffmpeg, requests, ending.Token);
        if (await Task.WhenAny(up, down) == down)
        {
            if (down.Exception?.InnerException is SourceFailedException { Failure: var failure })
            {
                // Before FFmpeg can end, so that its own message is not taken for the reason.
                Fail(failure);
            }

            // FFmpeg reads to the end what it was sent, then leaves.
            client.Shutdown(SocketShutdown.Send);
            ending.CancelAfter(LeavingTime);
        }
        else
        {
            await ending.CancelAsync();
        }

        await Task.WhenAll(up, down).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await down;
    }

    private async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerTime);
        var target = _target;
        try
        {
            var stream = new NetworkStream(await CameraDialer.DialAsync(target.IdnHost, target.Port, deadline.Token), ownsSocket: true);
            return target.Scheme == "rtsps" ? await SecureAsync(stream, target.IdnHost, deadline.Token) : stream;
        }
        catch (Exception e) when (e is SocketException or HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new SourceFailedException(HttpFailure.Of(e, Address), e);
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "Cameras sign their own certificates.")]
    private static async Task<Stream> SecureAsync(Stream stream, string host, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions { TargetHost = host, RemoteCertificateValidationCallback = (_, _, _, _) => true };
        try
        {
            await secure.AuthenticateAsClientAsync(options, cancellationToken);
            return secure;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await secure.DisposeAsync();
            throw new HttpRequestException(HttpRequestError.SecureConnectionError, e.Message, e);
        }
    }

    private static async Task CopyRequestsAsync(Stream ffmpeg, Stream camera, RtspRequests requests, CancellationToken cancellationToken)
    {
        var buffer = new byte[CopyBytes];
        for (int read; (read = await ffmpeg.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            requests.Note(buffer.AsSpan(0, read));
            await camera.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private async Task CopyRepliesAsync(Stream camera, Stream ffmpeg, RtspRequests requests, CancellationToken cancellationToken)
    {
        var replies = new RtspReplies(camera);
        while (!requests.HasPlayed || replies.IsWithinMessage)
        {
            if (await replies.ReadAsync(cancellationToken) is not { Length: > 0 } message)
            {
                return;
            }

            if (replies.Location is { } location)
            {
                message = Encoding.UTF8.GetBytes(replies.WithLocation(await FollowAsync(location, cancellationToken)));
            }

            await ffmpeg.WriteAsync(message, cancellationToken);
        }

        await ffmpeg.WriteAsync(replies.Rest, cancellationToken);
        var buffer = new byte[CopyBytes];
        for (int read; (read = await camera.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await ffmpeg.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    /// <summary>Takes a redirect over: FFmpeg comes back to the gateway, which connects to the new place.</summary>
    /// <returns>Where FFmpeg is sent.</returns>
    private async Task<string> FollowAsync(string location, CancellationToken cancellationToken)
    {
        var from = _target;
        if (!Uri.TryCreate(from, location, out var next) || next.Scheme is not ("rtsp" or "rtsps"))
        {
            throw Failed("The camera redirects to what is no address of RTSP: check the path of the address.");
        }

        // A camera that repeats the address it was asked for names the gateway.
        if (next.IdnHost == "127.0.0.1" && next.Port == Port)
        {
            return AddressWithCredentials(next.PathAndQuery);
        }

        var port = next.Port > 0 ? next.Port : next.Scheme == "rtsps" ? 322 : 554;
        var target = new UriBuilder(next.Scheme, next.IdnHost, port) { Path = "" }.Uri;
        if (await CameraDialer.FindRedirectProblemAsync(from, target, cancellationToken) is { } problem)
        {
            throw Failed(problem);
        }

        if (from.Scheme == "rtsps" && next.Scheme == "rtsp" && Address.UserName.Length > 0)
        {
            throw Failed("The camera redirects from rtsps to rtsp, where its password could be read: enter the rtsp address if that is meant.");
        }

        _target = target;
        return AddressWithCredentials(next.PathAndQuery);
    }

    private static SourceFailedException Failed(string message) => new(new SourceFailure(FailureReasons.Failed, message));

    private string AddressOf(string path) => string.Create(CultureInfo.InvariantCulture, $"rtsp://127.0.0.1:{Port}{path}");

    private string AddressWithCredentials(string path)
    {
        if (Address.UserName.Length == 0 && Address.Password.Length == 0)
        {
            return AddressOf(path);
        }

        var login = $"{Uri.EscapeDataString(Address.UserName)}:{Uri.EscapeDataString(Address.Password)}";
        return string.Create(CultureInfo.InvariantCulture, $"rtsp://{login}@127.0.0.1:{Port}{path}");
    }

    private static string Redirect(ReadOnlySpan<byte> head, string? location)
    {
        var sequence = Encoding.UTF8.GetString(head).Split("\r\n").FirstOrDefault(line => line.StartsWith("CSeq:", StringComparison.OrdinalIgnoreCase));
        string[] lines =
        [
            location is null ? "RTSP/1.0 404 Not Found" : "RTSP/1.0 302 Found",
            .. location is null ? [] : (string[])[$"Location: {location}"],
            .. sequence is null ? [] : (string[])[sequence],
            "Content-Length: 0", "Connection: close", "", "",
        ];
        return string.Join("\r\n", lines);
    }
}
