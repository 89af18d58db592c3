using System.IO.Compression;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Streaming;

namespace FalconEye.Media.Http;

/// <summary>
/// The frames of an HTTP camera: a Motion JPEG stream whatever its framing, since the frames' own markers decide, or a snapshot address
/// that is asked again and again. One connection at a time.
/// </summary>
/// <param name="address">The camera's address.</param>
/// <param name="connect">Opens its connections.</param>
/// <param name="pool">Where the frames' buffers come from.</param>
/// <param name="time">The clock.</param>
public sealed class HttpFrames(SourceAddress address, CameraConnect connect, FramePool pool, TimeProvider time)
{
    /// <summary>How often a snapshot address is asked at most, in requests a second, unless a caller wants fewer.</summary>
    public const double MaxPollRate = 5;

    /// <summary>How long the camera may take to answer, and how long it may be silent within a stream.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(10);

    private const int ChunkLength = 64 * 1024;

    /// <summary>What is read of a body of an undeclared type to find out whether it holds frames.</summary>
    private const int MaxUndeclared = 256 * 1024;

    /// <summary>A snapshot address may fail this often in a row, as one does that is busy: the next request is the remedy.</summary>
    private const int MaxFailures = 3;

    /// <summary>How long the rest of a snapshot is waited for whose announced length is longer than the picture.</summary>
    private static readonly TimeSpan RestTime = TimeSpan.FromSeconds(1.5);

    private long _pictures;
    private bool _isSnapshot;

    /// <summary>How often a snapshot address is asked, in requests a second.</summary>
    public double PollRate { get; init; } = MaxPollRate;

    /// <summary>Hands over frames until <paramref name="cancellationToken"/> ends it.</summary>
    /// <param name="onFrame">Gets each frame, and the reference to it.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="SourceFailedException">
    /// The source failed or ended; <see cref="SourceFailedException.IsUnsupported"/> when it sends something else than frames.
    /// </exception>
    public async Task RunAsync(Action<Frame> onFrame, CancellationToken cancellationToken)
    {
        await using var client = new CameraHttpClient(address, connect);
        try
        {
            for (var failures = 0; ;)
            {
                var asked = time.GetTimestamp();
                try
                {
                    await ReadResponseAsync(client, onFrame, cancellationToken);
                    (_isSnapshot, failures) = (true, 0);
                }
                catch (Exception e) when (_isSnapshot && IsPassing(e) && ++failures < MaxFailures)
                {
                    // The camera was busy, or sent half a picture.
                }

                var wait = TimeSpan.FromSeconds(1 / PollRate) - time.GetElapsedTime(asked);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, time, cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or System.Net.Sockets.SocketException
            or System.Security.Authentication.AuthenticationException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new SourceFailedException(_pictures > 0 && e is OperationCanceledException ? FfmpegFailure.Lost(address, isSilent: true) : HttpFailure.Of(e, address), e);
        }
    }

    /// <summary>Returns when the response was a single frame, so that the address is one of snapshots.</summary>
    private async Task ReadResponseAsync(CameraHttpClient client, Action<Frame> onFrame, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AnswerTime, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await using var response = await client.GetAsync(both.Token);
        var isDeclared = response.Head.IsMultipart || response.Head.MediaType.StartsWith("image/", StringComparison.Ordinal);
        var before = _pictures;
        long bytes = 0;
        using var splitter = new JpegSplitter(pool, time, frame =>
        {
            _pictures++;
            onFrame(frame);
        });
        await using Stream body = response.Head.IsCompressed ? new GZipStream(response.Body, CompressionMode.Decompress, leaveOpen: true) : response.Body;
        var chunk = new byte[ChunkLength];
        var isImage = response.Head.MediaType.StartsWith("image/", StringComparison.Ordinal);
        for (int read; ;)
        {
            var mayBeAll = isImage && _pictures - before == 1;
            limit.CancelAfter(mayBeAll ? RestTime : StallTimeout);
            read = await ReadAsync(body, chunk, mayBeAll, both.Token, cancellationToken);
            if (read == 0 && isImage && splitter.IsWithinFrame && response.Body.TryGoOn())
            {
                continue;
            }

            if (read == 0)
            {
                break;
            }

            splitter.Push(chunk.AsSpan(0, read));
            bytes += read;
            if (response.Body.IsOverlong && _pictures > before)
            {
                break;
            }

            if (!isDeclared && _pictures == before && (bytes > MaxUndeclared || IsOtherFormat(chunk.AsSpan(0, read), bytes)))
            {
                throw NotUnderstood(response.Head);
            }
        }

        if (_pictures - before != 1)
        {
            throw _pictures > before
                ? new SourceFailedException(new SourceFailure(FailureReasons.Failed, "The camera ended the stream."))
                : NotUnderstood(response.Head);
        }
    }

    /// <summary>Whether the next request may succeed: the camera answers, and does not refuse the login or the path.</summary>
    private static bool IsPassing(Exception e) => e is IOException or InvalidDataException || (e is SourceFailedException failed && failed.Failure.Reason == FailureReasons.Failed);

    /// <summary>
    /// Reads on; a connection that ends within a chunk has ended all the same, and a response that may be whole is when nothing more comes in time.
    /// </summary>
    private static async ValueTask<int> ReadAsync(Stream body, byte[] chunk, bool mayBeAll, CancellationToken limit, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(chunk, limit);
        }
        catch (EndOfStreamException)
        {
            return 0;
        }
        catch (OperationCanceledException) when (mayBeAll && !cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <summary>Whether the first bytes of a body are those of MPEG-TS, MP4, FLV, HLS, Ogg or Matroska.</summary>
    private static bool IsOtherFormat(ReadOnlySpan<byte> chunk, long bytes) => bytes == chunk.Length
        && (chunk[0] == 0x47
            || (chunk.Length > 8 && chunk[4..8].SequenceEqual("ftyp"u8))
            || chunk.StartsWith("FLV"u8)
            || chunk.StartsWith("#EXTM3U"u8)
            || chunk.StartsWith("OggS"u8)
            || chunk.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]));

    private SourceFailedException NotUnderstood(HttpHead head)
    {
        var type = head.MediaType.Length > 0 && head.MediaType.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '.' or '+') ? head.MediaType : "an unnamed type";
        return new SourceFailedException(new SourceFailure(
            FailureReasons.Failed, $"{address.Host}:{address.Port} sends {type} without JPEG pictures in it: check the path of the address."))
        {
            IsUnsupported = true,
        };
    }
}
