using Microsoft.AspNetCore.Connections;

namespace FalconEye.Api.Edge;

/// <summary>A request's body that says when all of it has come, or that its connection has ended before.</summary>
internal sealed class ReceivedBody(Stream body, Action onReceived, Action onAborted) : Stream
{
    private Action? _onReceived = onReceived;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await ReadBodyAsync(buffer, cancellationToken);
        if (count == 0 && buffer.Length > 0)
        {
            Interlocked.Exchange(ref _onReceived, null)?.Invoke();
        }

        return count;
    }

    private async ValueTask<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionAbortedException)
        {
            // Kestrel notes the end of a connection a moment later, and what is thrown until then counts as an error.
            onAborted();
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Kestrel refuses it, as everywhere: it would hold a thread.</summary>
    public override int Read(byte[] buffer, int offset, int count) => body.Read(buffer, offset, count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
