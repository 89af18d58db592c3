using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using FalconEye.Contracts.Detection;
using FalconEye.Processes;
using FalconEye.Processes.Sandbox;

namespace FalconEye.Api.Detection;

/// <summary>
/// The detector: one process for all cameras, in the sandbox of decoders, with no network, no secrets, no files but its model. It gets pictures by a pipe and
/// answers by another. One that hangs or ends is started again, with growing pauses. Not for several threads at once.
/// </summary>
internal sealed partial class DetectorProcess(DetectorOptions options, TimeProvider time, ILogger<DetectorProcess> logger) : IAsyncDisposable
{
    private const long MaxAddressSpace = 4L << 30;
    private const int MaxAnswerBytes = 128 * 1024;
    private const int MaxJpegBytes = 16 * 1024 * 1024;

    /// <summary>A model is loaded in a second, on a slow machine in some.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(500);

    private readonly Backoff _backoff = Backoff.Standard();
    private readonly byte[] _buffer = new byte[MaxAnswerBytes];
    private ChildProcess? _child;
    private int _buffered;
    private long _nextStart;

    /// <summary>Starts it, if it does not run and may be started again already.</summary>
    /// <returns>Whether it runs.</returns>
    internal async Task<bool> StartAsync(CancellationToken cancellationToken)
    {
        if (_child is { Exited.IsCompleted: false })
        {
            return true;
        }

        if (_child is not null)
        {
            await EndAsync("it ended");
        }

        if (options.Problem is not null || time.GetTimestamp() < _nextStart)
        {
            return false;
        }

        try
        {
            _buffered = 0;
            _child = await ChildProcess.StartAsync(Describe());
            var answer = await ReadAsync(_child, StartTimeout, cancellationToken);
            LogStarted(answer.Model ?? "a model", _child.Id);
            return true;
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            await EndAsync(ReasonOf(e));
            return false;
        }
    }

    /// <summary>Has it look at a picture.</summary>
    /// <returns>What it found; <see langword="null"/> when it does not answer, or not about this picture.</returns>
    internal async Task<DetectorAnswer?> LookAsync(ReadOnlyMemory<byte> jpeg, CancellationToken cancellationToken)
    {
        if (jpeg.Length is 0 or > MaxJpegBytes || !await StartAsync(cancellationToken))
        {
            return null;
        }

        try
        {
            var child = _child!;
            using var deadline = Deadline.After(AnswerTimeout, time, cancellationToken);
            var length = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, jpeg.Length);
            await child.StandardInput.WriteAsync(length, deadline.Token);
            await child.StandardInput.WriteAsync(jpeg, deadline.Token);
            await child.StandardInput.FlushAsync(deadline.Token);
            var answer = await ReadAsync(child, AnswerTimeout, cancellationToken);
            _backoff.Reset();
            return answer.Objects is null ? null : answer;
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            await EndAsync(ReasonOf(e));
            return null;
        }
    }

    /// <summary>Ends it; a later picture starts it again.</summary>
    internal async Task StopAsync()
    {
        if (_child is not { } child)
        {
            return;
        }

        _child = null;
        await child.StopAsync(PosixSignal.SIGTERM, StopGrace, time);
        await child.DisposeAsync();
        LogStopped();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private ProcessSpec Describe() => new(options.Path)
    {
        Arguments = ["--model", options.Model!, "--threads", options.Threads.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        ReadsStandardOutput = true,
        WritesStandardInput = true,
        Sandbox = new SandboxPolicy(SandboxProfile.Decoder) { Readable = [options.Model!], MaxAddressSpace = MaxAddressSpace },
        OnLine = LogLine,
    };

    private async Task<DetectorAnswer> ReadAsync(ChildProcess child, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.After(timeout, time, cancellationToken);
        while (true)
        {
            if (_buffer.AsSpan(0, _buffered).IndexOf((byte)'\n') is >= 0 and var end)
            {
                var answer = JsonSerializer.Deserialize(_buffer.AsSpan(0, end), DetectorJson.Default.DetectorAnswer);
                _buffer.AsSpan(end + 1, _buffered - end - 1).CopyTo(_buffer);
                _buffered -= end + 1;
                return answer ?? throw new JsonException("It answered nothing.");
            }

            if (_buffered == _buffer.Length)
            {
                throw new JsonException("Its answer is too long.");
            }

            var count = await child.StandardOutput.ReadAsync(_buffer.AsMemory(_buffered), deadline.Token);
            if (count == 0)
            {
                throw new EndOfStreamException("it ended");
            }

            _buffered += count;
        }
    }

    private async Task EndAsync(string reason)
    {
        var pause = _backoff.Next();
        _nextStart = time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
        if (_child is { } child)
        {
            _child = null;
            await child.StopAsync(PosixSignal.SIGTERM, StopGrace, time);
            reason = child.LastLines is [.., var last] ? $"{reason}: {last}" : reason;
            await child.DisposeAsync();
        }

        LogEnded(reason, pause.TotalSeconds);
    }

    private static bool IsFailure(Exception e, CancellationToken cancellationToken) =>
        e is IOException or Win32Exception or JsonException or ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static string ReasonOf(Exception e) => e is OperationCanceledException ? "it did not answer in time" : e.Message;

    [LoggerMessage(LogLevel.Information, "Objects are recognised by {Model}, as process {ProcessId}")]
    private partial void LogStarted(string model, int processId);

    [LoggerMessage(LogLevel.Information, "No camera looks for objects any more; the detector is stopped")]
    private partial void LogStopped();

    [LoggerMessage(LogLevel.Warning, "The detector does not work, {Reason}; it is started again in {Seconds:F1} s at the earliest")]
    private partial void LogEnded(string reason, double seconds);

    [LoggerMessage(LogLevel.Information, "[detector] {Line}")]
    private partial void LogLine(string line);
}
