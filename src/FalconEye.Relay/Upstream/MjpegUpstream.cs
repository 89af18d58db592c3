using System.Diagnostics.CodeAnalysis;
using System.Net;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Http;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>A Motion JPEG camera over HTTP whose pictures have the wanted size: passed through as they are.</summary>
internal sealed class MjpegUpstream(RelaySettings settings, FramePool pool, TimeProvider time) : IUpstream, IDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(6);

    private readonly HttpMessageInvoker _http = new(HandlerFor(settings.Source));

    /// <inheritdoc/>
    /// <exception cref="UnsuitableSourceException">The source needs FFmpeg: it is no Motion JPEG, or of another size.</exception>
    public async Task RunAsync(Action<Frame> onFrame, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await AskAsync(cancellationToken);
            var pace = new FramePace(settings.Fps, time);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            await FrameStreamReader.ReadAsync(body, pool, time, frame => Pass(frame, pace, onFrame), cancellationToken);
            throw new SourceFailedException(new SourceFailure(FailureReasons.Failed, "The camera ended the stream."));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new SourceFailedException(HttpFailure.Of(e, settings.Source), e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> AskAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(settings.Source));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerTime);
        var response = await _http.SendAsync(request, deadline.Token);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw new SourceFailedException(HttpFailure.OfStatus((int)response.StatusCode, response.ReasonPhrase, settings.Source));
            }
        }

        if (response.Content.Headers.ContentType?.MediaType != "multipart/x-mixed-replace")
        {
            response.Dispose();
            throw new UnsuitableSourceException(isMotionJpeg: false);
        }

        return response;
    }

    private void Pass(Frame frame, FramePace pace, Action<Frame> onFrame)
    {
        if (frame.Width != settings.Width || frame.Height != settings.Height)
        {
            frame.Release();
            throw new UnsuitableSourceException(isMotionJpeg: true);
        }

        if (pace.IsDue())
        {
            onFrame(frame);
        }
        else
        {
            frame.Release();
        }
    }

    private static Uri AddressOf(SourceAddress source) => new UriBuilder(source.WithCredentials) { UserName = "", Password = "" }.Uri;

    [SuppressMessage("Security", "CA5359", Justification = "Cameras sign their own certificates; FFmpeg does not check them either.")]
    private static SocketsHttpHandler HandlerFor(SourceAddress source) => new()
    {
        Credentials = source.UserName.Length == 0 ? null : new NetworkCredential(source.UserName, source.Password),
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = AnswerTime,
        ConnectCallback = MetadataServices.ConnectElsewhereAsync,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    };
}
