using System.Buffers;
using System.IO.Pipelines;

namespace FalconEye.Api.Recordings.Conversion;

/// <summary>A segment that is being converted, or was before. What has been converted can be sent while the rest is made.</summary>
internal sealed class SegmentConversion : IAsyncDisposable
{
    /// <summary>Until so much is there FFmpeg may have written heads and sound and find no picture; a second of video has more.</summary>
    private const int Begun = 32 * 1024;

    /// <summary>Larger ones are sent and not kept.</summary>
    private const int MostKept = 16 * 1024 * 1024;

    private readonly Pipe _pipe = new();
    private readonly CancellationTokenSource _ending;
    private readonly Func<byte[], Task>? _keep;
    private Task _running = Task.CompletedTask;

    private SegmentConversion(Func<byte[], Task>? keep, CancellationToken cancellationToken)
    {
        _keep = keep;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>One that was made before.</summary>
    internal static SegmentConversion Of(byte[] content)
    {
        var conversion = new SegmentConversion(keep: null, CancellationToken.None);
        conversion._pipe.Writer.Write(content);
        conversion._pipe.Writer.Complete();
        return conversion;
    }

    /// <summary>Starts one.</summary>
    /// <param name="convert">Writes the converted segment; false when it could not write all of it.</param>
    /// <param name="keep">Keeps a whole one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static SegmentConversion Start(
        Func<Stream, CancellationToken, Task<bool>> convert, Func<byte[], Task> keep, CancellationToken cancellationToken)
    {
        var conversion = new SegmentConversion(keep, cancellationToken);
        conversion._running = conversion.RunAsync(convert);
        return conversion;
    }

    /// <summary>Waits until it is whole, or so much of it is there that the rest can be expected.</summary>
    /// <exception cref="UndecodableException">It could not be converted.</exception>
    internal async Task BeginAsync()
    {
        for (var isThere = false; !isThere;)
        {
            var read = await _pipe.Reader.ReadAsync(_ending.Token);
            isThere = read.IsCompleted || read.Buffer.Length >= Begun;
            _pipe.Reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Sends all of it, then keeps it.</summary>
    /// <exception cref="UndecodableException">It could not be converted to its end.</exception>
    internal async Task SendAsync(Stream output)
    {
        using var whole = new MemoryStream();
        for (var isLast = false; !isLast;)
        {
            var read = await _pipe.Reader.ReadAsync(_ending.Token);
            isLast = read.IsCompleted;
            foreach (var part in read.Buffer)
            {
                await output.WriteAsync(part, _ending.Token);
                if (_keep is not null && whole.Length <= MostKept)
                {
                    await whole.WriteAsync(part, _ending.Token);
                }
            }

            _pipe.Reader.AdvanceTo(read.Buffer.End);
            await output.FlushAsync(_ending.Token);
        }

        if (_keep is not null && whole.Length <= MostKept)
        {
            await _keep(whole.ToArray());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _pipe.Reader.CompleteAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    /// <summary>The segment cannot be decoded.</summary>
    internal sealed class UndecodableException() : IOException("The segment could not be converted to its end.");

    private async Task RunAsync(Func<Stream, CancellationToken, Task<bool>> convert)
    {
        try
        {
            var isWhole = await convert(_pipe.Writer.AsStream(leaveOpen: true), _ending.Token);
            await _pipe.Writer.FlushAsync(_ending.Token);
            await _pipe.Writer.CompleteAsync(isWhole ? null : new UndecodableException());
        }
        catch (Exception e)
        {
            // Who reads it learns of it.
            await _pipe.Writer.CompleteAsync(e);
        }
    }
}
