using FalconEye.Media.Copy;

namespace FalconEye.Relay.Upstream;

/// <summary>The copies of the stream that the camera's recorder has for this relay, while it records.</summary>
internal sealed class RecorderCopies(RelaySettings settings, TimeProvider time)
{
    /// <summary>A recorder that does not answer within this time is taken for one that does not record.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);

    /// <summary>A recorder may be started at any moment while the camera is watched.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>Takes a copy.</summary>
    /// <returns><see langword="null"/> when the camera is not recorded at this moment.</returns>
    internal Task<RecorderConnection?> TryTakeAsync(CancellationToken cancellationToken) => TryAskAsync("", cancellationToken);

    /// <summary>Whether the recorder gets video from the camera at this moment.</summary>
    internal async Task<bool> IsReceivingAsync(CancellationToken cancellationToken)
    {
        await using var copy = await TryAskAsync(StreamCopy.ReceivingQuery, cancellationToken);
        return copy is not null;
    }

    /// <summary>Waits until the recorder takes the camera over, for as long as the camera is open here; never returns without a recorder.</summary>
    /// <exception cref="OperationCanceledException">It is not waited for any more.</exception>
    internal async Task<RecorderConnection> WaitAsync(CancellationToken cancellationToken)
    {
        if (settings.Recorder is not { } recorder)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            throw new OperationCanceledException(cancellationToken);
        }

        while (true)
        {
            if (await RecorderConnection.TryOpenAsync(recorder, settings.ApiToken, StreamCopy.WaitQuery, cancellationToken) is { } copy)
            {
                return copy;
            }

            await Task.Delay(RetryInterval, time, cancellationToken);
        }
    }

    private async Task<RecorderConnection?> TryAskAsync(string query, CancellationToken cancellationToken)
    {
        if (settings.Recorder is not { } recorder)
        {
            return null;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerTimeout);
        try
        {
            return await RecorderConnection.TryOpenAsync(recorder, settings.ApiToken, query, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
