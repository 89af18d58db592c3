using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Http;
using FalconEye.Rtsp;
using FalconEye.Rtsp.Client;

namespace FalconEye.Media.Ingest;

/// <summary>A camera read by our own RTSP client.</summary>
/// <param name="address">The address of its stream.</param>
/// <param name="options">What the caller wants of it.</param>
/// <param name="time">The clock.</param>
public sealed class RtspIngest(SourceAddress address, IngestOptions options, TimeProvider time) : IIngest
{
    private readonly IngestDump? _dump = options.DumpPath is { } path ? IngestDump.TryOpen(path) : null;
    private RtspSession? _session;
    private TimedUnits? _units;
    private long _playing;

    /// <summary>
    /// How long the camera has been sending without a picture that decoding can begin with; <see langword="null"/> before it plays and once one has come.
    /// </summary>
    public TimeSpan? WaitingForKeyframe => _units is { HasVideo: false } ? time.GetElapsedTime(_playing) : null;

    /// <inheritdoc/>
    public async Task<StreamDescription> OpenAsync(CancellationToken cancel)
    {
        try
        {
            _session = await RtspClient.ConnectAsync(Options(), cancel);
            return _session.Description;
        }
        catch (Exception e) when (e is RtspException or HttpRequestException)
        {
            throw Explain(e);
        }
    }

    /// <inheritdoc/>
    public async Task RunAsync(ITimedUnitSink sink, CancellationToken cancel)
    {
        _playing = time.GetTimestamp();
        _units = new TimedUnits(sink, time);
        try
        {
            await _session!.RunAsync(_units, cancel);
            throw new SourceFailedException(new SourceFailure(FailureReasons.Failed, $"{address.Host}:{address.Port} ended the stream."));
        }
        catch (RtspException e)
        {
            throw Explain(e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }

        _dump?.Dispose();
    }

    [SuppressMessage("Security", "CA5359", Justification = "Cameras sign their own certificates; FFmpeg does not check them either.")]
    private RtspClientOptions Options() => new()
    {
        Address = CameraUrl.WithoutLogin(address),
        User = address.UserName.Length > 0 ? address.UserName : null,
        Password = address.Password,
        WantsAudio = options.WantsAudio,
        ReceiveLowWaterMark = options.ReceiveLowWaterMark,
        WantsLowLatency = options.IsWatched,
        ResponseTimeout = options.ResponseTimeout,
        StallTimeout = options.StallTimeout,
        Connect = ConnectAsync,
        CertificateValidation = (_, _, _, _) => true,
        Dump = _dump is null ? null : _dump.Write,
        Time = time,
    };

    /// <summary>Redirects stay on the camera's host.</summary>
    private async ValueTask<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var (camera, next) = (new UriBuilder("rtsp", address.Host, address.Port).Uri, new UriBuilder("rtsp", host, port).Uri);
        return await CameraDialer.FindRedirectProblemAsync(camera, next, cancellationToken) is { } problem
            ? throw new ForbiddenAddressException(problem)
            : await CameraDialer.DialAsync(host, port, cancellationToken);
    }

    private SourceFailedException Explain(Exception exception)
    {
        if (exception is not RtspException rtsp)
        {
            return new SourceFailedException(HttpFailure.Of(exception, address), exception);
        }

        // The words for an unreachable camera and a refused login are those that FFmpeg's failures have.
        var failure = rtsp.Failure switch
        {
            RtspFailure.Unreachable when rtsp.InnerException is { } inner => HttpFailure.Of(inner, address),
            RtspFailure.Unauthorized or RtspFailure.NotFound when rtsp.StatusCode > 0 =>
                HttpFailure.OfStatus(rtsp.StatusCode, rtsp.StatusCode == 403 ? "Forbidden" : "Unauthorized", address),
            RtspFailure.Silent when _units is null => FfmpegFailure.Silent(address),
            RtspFailure.Silent or RtspFailure.Closed when _units is { HasVideo: true } => FfmpegFailure.Lost(address, isSilent: rtsp.Failure == RtspFailure.Silent),
            _ => new SourceFailure(ReasonOf(rtsp.Failure), rtsp.Message),
        };
        return new SourceFailedException(failure, rtsp)
        {
            IsUnsupported = rtsp.IsUnsupported || rtsp.Failure is RtspFailure.NoVideo,
            MayBeBusy = rtsp.Failure == RtspFailure.Closed,
            MayBeProtocolError = rtsp.Failure == RtspFailure.Closed || (rtsp.Failure == RtspFailure.Refused && rtsp.StatusCode is not (453 or 454 or 503)),
        };
    }

    private static string ReasonOf(RtspFailure failure) => failure switch
    {
        RtspFailure.Unreachable => FailureReasons.Unreachable,
        RtspFailure.Unauthorized => FailureReasons.Unauthorized,
        RtspFailure.NotFound => FailureReasons.NotFound,
        RtspFailure.NoVideo => FailureReasons.NoVideo,
        RtspFailure.Unsupported => FailureReasons.UnsupportedCodec,
        RtspFailure.Silent => FailureReasons.Timeout,
        _ => FailureReasons.Failed,
    };
}
