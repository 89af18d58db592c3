namespace FalconEye.Streaming;

/// <summary>Bounds a write to one viewer.</summary>
internal static class StallGuard
{
    /// <summary>
    /// Waits for a write. When it takes longer than <paramref name="limit"/>, or the program stops, the connection is cut and the write
    /// waited for still, since the frame's buffer is in use until it has ended.
    /// </summary>
    /// <exception cref="TimeoutException">The viewer stalled.</exception>
    /// <exception cref="OperationCanceledException">The stream is to end.</exception>
    internal static async ValueTask WaitAsync(ValueTask sending, TimeSpan limit, Action cut, CancellationToken cancellationToken)
    {
        var write = sending.AsTask();
        try
        {
            await write.WaitAsync(limit, cancellationToken);
        }
        finally
        {
            if (!write.IsCompleted)
            {
                cut();
                await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
