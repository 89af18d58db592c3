using System.Globalization;
using System.Text;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;

namespace FalconEye.Media.Http;

/// <summary>
/// Asks a camera for its address by HTTP/1.1: one connection at a time, which is kept between requests; logs in by Basic or Digest; follows
/// redirections within the camera's own host. The credentials of a camera never go to another host.
/// </summary>
/// <param name="address">The camera's address.</param>
/// <param name="connect">Opens its connections.</param>
internal sealed class CameraHttpClient(SourceAddress address, CameraConnect connect) : IAsyncDisposable
{
    private const int MaxRedirects = 5;

    /// <summary>The first answer to a challenge, and one more when the camera's nonce has run out meanwhile.</summary>
    private const int MaxLogins = 2;

    /// <summary>A page that explains an error is read to its end, so that the connection can be used again, when it is not longer.</summary>
    private const int MaxErrorBody = 64 * 1024;

    private readonly HttpLogin _login = new(address);
    private Target _target = Target.Of(address);
    private HttpConnection? _kept;

    /// <summary>Requests the address, or the one to which the camera has redirected.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A response with a status of success.</returns>
    /// <exception cref="SourceFailedException">The camera refuses, or redirects to another host.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    internal async Task<CameraResponse> GetAsync(CancellationToken cancellationToken)
    {
        for (var (redirects, logins) = (0, 0); ;)
        {
            var response = await RequestAsync(cancellationToken);
            if (response.Head.IsSuccess)
            {
                _login.RecordSuccess();
                return response;
            }

            await using (response)
            {
                await SkipBodyAsync(response, cancellationToken);
                if (response.Head.IsRedirect && redirects++ < MaxRedirects)
                {
                    await FollowAsync(response.Head, cancellationToken);
                }
                else if (response.Head.Status != 401 || logins++ == MaxLogins || !_login.Take(response.Head))
                {
                    throw new SourceFailedException(HttpFailure.OfStatus(response.Head.Status, response.Head.Reason, address));
                }
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => CloseAsync();

    private async Task<CameraResponse> RequestAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _kept, null) is { } kept)
        {
            try
            {
                return await SendAsync(kept, cancellationToken);
            }
            catch (IOException)
            {
                // The camera closed the connection between two requests, as it may.
            }
        }

        return await SendAsync(await HttpConnection.OpenAsync(_target.Host, _target.Port, _target.IsTls, connect, cancellationToken), cancellationToken);
    }

    private async Task<CameraResponse> SendAsync(HttpConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.WriteAsync(Encoding.ASCII.GetBytes(Request()), cancellationToken);
            HttpHead head;
            do
            {
                // "100 Continue" and its like only announce the response.
                head = await connection.ReadHeadAsync(cancellationToken);
            }
            while (head.IsInterim);
            _login.TakeCookies(head);
            return new CameraResponse(connection, head, unused => _kept = unused);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private string Request()
    {
        var request = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"GET {_target.PathAndQuery} HTTP/1.1\r\nHost: {_target.HostHeader}\r\n")
            .Append("User-Agent: FalconEye\r\nAccept: */*\r\nConnection: keep-alive\r\n");
        if (_login.Cookies is { } cookies)
        {
            request.Append(CultureInfo.InvariantCulture, $"Cookie: {cookies}\r\n");
        }

        if (_login.Answer("GET", _target.PathAndQuery) is { } authorization)
        {
            request.Append(CultureInfo.InvariantCulture, $"Authorization: {authorization}\r\n");
        }

        return request.Append("\r\n").ToString();
    }

    private async Task FollowAsync(HttpHead head, CancellationToken cancellationToken)
    {
        var location = head.Value("Location");
        if (location is null || !Uri.TryCreate(_target.Uri, location, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new SourceFailedException(new SourceFailure(
                FailureReasons.Failed, $"{address.Host}:{address.Port} redirects without saying where: check the path of the address."));
        }

        var next = Target.Of(uri);
        if (await CameraDialer.FindRedirectProblemAsync(_target.Uri, next.Uri, cancellationToken) is { } problem)
        {
            throw new SourceFailedException(new SourceFailure(FailureReasons.Failed, problem));
        }

        if (_target.IsTls && !next.IsTls && address.UserName.Length > 0)
        {
            throw new SourceFailedException(new SourceFailure(
                FailureReasons.Failed, "The camera redirects from https to http, where its password could be read: enter the http:// address if that is meant."));
        }

        _target = next;
        await CloseAsync();
    }

    private async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _kept, null) is { } kept)
        {
            await kept.DisposeAsync();
        }
    }

    private static async Task SkipBodyAsync(CameraResponse response, CancellationToken cancellationToken)
    {
        if (response.Head.ContentLength is not <= MaxErrorBody)
        {
            return;
        }

        var buffer = new byte[4096];
        while (await response.Body.ReadAsync(buffer, cancellationToken) > 0)
        {
            // What an error page says is for browsers.
        }
    }

    /// <summary>Where a request goes.</summary>
    private sealed record Target(Uri Uri)
    {
        internal string Host => Uri.IdnHost;

        internal int Port => Uri.Port;

        internal bool IsTls => Uri.Scheme == "https";

        internal string PathAndQuery => Uri.PathAndQuery;

        internal string HostHeader => Uri.IsDefaultPort ? Uri.Host : $"{Uri.Host}:{Uri.Port.ToString(CultureInfo.InvariantCulture)}";

        internal static Target Of(SourceAddress address) => Of(new Uri(CameraUrl.WithoutLogin(address)));

        internal static Target Of(Uri uri) => new(new UriBuilder(uri) { UserName = "", Password = "", Fragment = "" }.Uri);
    }
}
