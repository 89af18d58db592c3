using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;

namespace FalconEye.Media.Http;

/// <summary>
/// A camera over HTTP, as this program itself asks it: connected to the address that was checked, logged in by Basic or Digest, and
/// followed through redirects that stay on its host.
/// </summary>
public sealed class HttpSource : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly SourceAddress _address;
    private readonly HttpMessageInvoker _http;

    /// <summary>A source that is not connected yet.</summary>
    /// <param name="address">The camera's address: <c>http</c> or <c>https</c>.</param>
    /// <param name="connectTime">How long connecting may take.</param>
    public HttpSource(SourceAddress address, TimeSpan connectTime)
    {
        _address = address;
        _http = new HttpMessageInvoker(HandlerFor(address, connectTime));
    }

    /// <summary>Requests the address.</summary>
    /// <param name="range">The bytes that are wanted; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the attempt; not the reading of the body.</param>
    /// <returns>The response, whatever its status, with its body still to be read.</returns>
    /// <exception cref="SourceFailedException">It redirects to where it may not, or too often.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    public async Task<HttpResponseMessage> GetAsync(RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        var target = new UriBuilder(_address.WithCredentials) { UserName = "", Password = "" }.Uri;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            request.Headers.UserAgent.ParseAdd("FalconEye");
            request.Headers.Range = range;
            var response = await _http.SendAsync(request, cancellationToken);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                return response;
            }

            using (response)
            {
                target = redirects < MaxRedirects
                    ? await NextAsync(target, response.Headers.Location, cancellationToken)
                    : throw Failed("The camera redirects without end: check the path of the address.");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<Uri> NextAsync(Uri from, Uri? location, CancellationToken cancellationToken)
    {
        if (location is null || !Uri.TryCreate(from, location, out var next) || next.Scheme is not ("http" or "https"))
        {
            throw Failed("The camera redirects to what is no address of video: check the path of the address.");
        }

        if (await CameraDialer.FindRedirectProblemAsync(from, next, cancellationToken) is { } problem)
        {
            throw Failed(problem);
        }

        return from.Scheme == "https" && next.Scheme == "http" && _address.UserName.Length > 0
            ? throw Failed("The camera redirects from https to http, where its password could be read: enter the http address if that is meant.")
            : new UriBuilder(next) { UserName = "", Password = "", Fragment = "" }.Uri;
    }

    private static SourceFailedException Failed(string message) => new(new SourceFailure(FailureReasons.Failed, message));

    [SuppressMessage("Security", "CA5359", Justification = "Cameras sign their own certificates.")]
    private static SocketsHttpHandler HandlerFor(SourceAddress address, TimeSpan connectTime) => new()
    {
        Credentials = address.UserName.Length == 0 ? null : new NetworkCredential(address.UserName, address.Password),
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = connectTime,
        ConnectCallback = CameraDialer.ConnectAsync,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    };
}
