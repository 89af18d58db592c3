namespace FalconEye.Discovery.Network;

/// <summary>
/// How many sockets a network scan has open at most: 256, so that the home router's table of connections and this process's files are never
/// in danger. Looking for open ports and asking what is behind them have parts of their own, so that neither waits for the other.
/// </summary>
internal sealed class SocketBudget : IDisposable
{
    /// <summary>For connections that only see whether a port is open.</summary>
    internal const int Sweep = 216;

    /// <summary>For conversations with what answers.</summary>
    internal const int Conversations = 32;

    /// <summary>For the multicast questions of WS-Discovery, one socket an interface.</summary>
    internal const int Multicast = 8;

    private readonly SemaphoreSlim _sweep = new(Sweep, Sweep);
    private readonly SemaphoreSlim _conversations = new(Conversations, Conversations);

    /// <summary>Waits for a place for a look whether one port is open; disposing what is returned frees it.</summary>
    internal Task<IDisposable> TakeForSweepAsync(CancellationToken cancellationToken) => TakeAsync(_sweep, cancellationToken);

    /// <summary>Waits for a place for one conversation's socket; disposing what is returned frees it.</summary>
    internal Task<IDisposable> TakeAsync(CancellationToken cancellationToken) => TakeAsync(_conversations, cancellationToken);

    public void Dispose()
    {
        _sweep.Dispose();
        _conversations.Dispose();
    }

    private static async Task<IDisposable> TakeAsync(SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        return new Slot(slots);
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        private int _isFree;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isFree, 1) == 0)
            {
                slots.Release();
            }
        }
    }
}
