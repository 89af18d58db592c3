using System.Buffers;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using FalconEye.Processes;
using FalconEye.Processes.Sandbox;

namespace FalconEye.Media.Ffmpeg;

/// <summary>
/// An FFmpeg that is fed from memory and opens nothing itself: it converts what our own reader has read. Writing never waits: what FFmpeg does
/// not take in time is refused, so that a slow conversion costs frames and not the connection to the camera.
/// </summary>
public sealed class PipedFfmpeg : IAsyncDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(500);

    private readonly Channel<ArraySegment<byte>> _queue = Channel.CreateUnbounded<ArraySegment<byte>>(new() { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task<ChildProcess> _starting;
    private readonly TimeProvider _time;
    private readonly int _maxQueued;
    private readonly Task _feeding;
    private int _queued;

    private PipedFfmpeg(Task<ChildProcess> starting, int maxQueued, TimeProvider time)
    {
        (_starting, _maxQueued, _time) = (starting, maxQueued, time);
        _feeding = FeedAsync();
    }

    /// <summary>Starts FFmpeg. What is written meanwhile waits for it.</summary>
    /// <param name="input">The arguments of the input but for its name: format and options.</param>
    /// <param name="output">The arguments of the output.</param>
    /// <param name="maxQueued">How many bytes may wait for FFmpeg.</param>
    /// <param name="time">The clock.</param>
    public static PipedFfmpeg Start(IReadOnlyList<string> input, IReadOnlyList<string> output, int maxQueued, TimeProvider time)
    {
        var starting = ChildProcess.StartAsync(new ProcessSpec("ffmpeg")
        {
            Arguments = [.. FfmpegSource.Quiet, "-nostats", .. CameraVideo.Limits(CameraVideo.PipedFormats, "pipe"), .. input, "-i", "pipe:0", .. output],
            ReadsStandardOutput = true,
            WritesStandardInput = true,
            Sandbox = new SandboxPolicy(SandboxProfile.Decoder) { MaxAddressSpace = FfmpegSource.MaxAddressSpace },
        });
        return new PipedFfmpeg(starting, maxQueued, time);
    }

    /// <summary>What FFmpeg writes to standard output, once it has started.</summary>
    public async Task<Stream> OpenOutputAsync() => (await _starting).StandardOutput;

    /// <summary>Waits until FFmpeg has ended, and explains an end that was not asked for.</summary>
    /// <param name="refused">What it means that FFmpeg itself gave up.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SourceFailedException> ExplainEndAsync(SourceFailure refused, CancellationToken cancellationToken)
    {
        var exit = await (await _starting).Exited.WaitAsync(cancellationToken);
        return new SourceFailedException(FfmpegFailure.OfSignal(exit) ?? refused) { Lines = exit.LastLines };
    }

    /// <summary>Hands bytes to FFmpeg, which gets them in order.</summary>
    /// <param name="bytes">A whole unit: it is taken whole or not at all. They are copied.</param>
    /// <returns>False when so much waits already that these were not taken.</returns>
    public bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        if (!HasRoom(bytes.Length))
        {
            return false;
        }

        var copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(copy);
        return Enqueue(copy, bytes.Length);
    }

    /// <summary>Writes bytes from several buffers to FFmpeg.</summary>
    /// <inheritdoc cref="TryWrite(ReadOnlySpan{byte})"/>
    public bool TryWrite(IReadOnlyList<ReadOnlyMemory<byte>> bytes)
    {
        var length = bytes.Sum(part => part.Length);
        if (!HasRoom(length))
        {
            return false;
        }

        var copy = ArrayPool<byte>.Shared.Rent(length);
        var filled = 0;
        foreach (var part in bytes)
        {
            part.CopyTo(copy.AsMemory(filled));
            filled += part.Length;
        }

        return Enqueue(copy, length);
    }

    /// <summary>Says that nothing more comes: FFmpeg writes what it holds and ends.</summary>
    public void CompleteInput() => _queue.Writer.TryComplete();

    /// <summary>Ends FFmpeg.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        var child = await _starting;
        await child.StopAsync(PosixSignal.SIGTERM, StopGrace, _time);
        await _feeding;
        await child.DisposeAsync();
        _stopping.Dispose();
    }

    private bool HasRoom(int length) => Volatile.Read(ref _queued) + length <= _maxQueued;

    private bool Enqueue(byte[] copy, int length)
    {
        Interlocked.Add(ref _queued, length);
        return _queue.Writer.TryWrite(new ArraySegment<byte>(copy, 0, length));
    }

    private async Task FeedAsync()
    {
        try
        {
            await using var input = (await _starting).StandardInput;
            await foreach (var part in _queue.Reader.ReadAllAsync(_stopping.Token))
            {
                await input.WriteAsync(part, _stopping.Token);
                Interlocked.Add(ref _queued, -part.Count);
                ArrayPool<byte>.Shared.Return(part.Array!);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // FFmpeg has ended, which its owner learns from its output.
        }
    }
}
