using System.Threading.Channels;

namespace FalconEye.Discovery.Network;

/// <summary>
/// Sees to it that one network scan runs at a time: a request for the same networks while it runs joins it, gets what it found so far
/// and then what it finds. When the last one leaves, it stops.
/// </summary>
internal sealed class SharedNetworkScan(NetworkScan scan) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _access = new();
    private Run? _current;

    /// <summary>Scans the networks, alone or with others, and passes on what happens until the scan is over.</summary>
    internal async Task FollowAsync(IReadOnlyList<ScanSubnet> subnets, ChannelWriter<ScanEvent> events, CancellationToken cancellationToken)
    {
        var run = Join(subnets, events);
        try
        {
            await run.Finished.WaitAsync(cancellationToken);
        }
        finally
        {
            await LeaveAsync(run, events);
        }
    }

    public void Dispose() => _turn.Dispose();

    private Run Join(IReadOnlyList<ScanSubnet> subnets, ChannelWriter<ScanEvent> events)
    {
        lock (_access)
        {
            if (_current is not { IsOver: false } running || !running.Subnets.SequenceEqual(subnets))
            {
                _current = running = new Run(subnets);
                running.Start(token => RunInTurnAsync(running, token));
            }

            running.Add(events);
            return running;
        }
    }

    private async Task LeaveAsync(Run run, ChannelWriter<ScanEvent> events)
    {
        bool isLast;
        lock (_access)
        {
            isLast = run.Remove(events);
            if (isLast && _current == run)
            {
                _current = null;
            }
        }

        if (isLast)
        {
            await run.DisposeAsync();
        }
    }

    private async Task RunInTurnAsync(Run run, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await scan.RunAsync(run.Subnets, run.Publish, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>One scan and its listeners.</summary>
    private sealed class Run(IReadOnlyList<ScanSubnet> subnets) : IAsyncDisposable
    {
        private readonly Lock _access = new();
        private readonly CancellationTokenSource _stop = new();
        private readonly List<ScanEvent> _past = [];
        private readonly List<ChannelWriter<ScanEvent>> _listeners = [];

        internal IReadOnlyList<ScanSubnet> Subnets => subnets;

        internal Task Finished { get; private set; } = Task.CompletedTask;

        internal bool IsOver => Finished.IsCompleted || _stop.IsCancellationRequested;

        internal void Start(Func<CancellationToken, Task> work) => Finished = Task.Run(() => work(_stop.Token));

        internal void Publish(ScanEvent item)
        {
            lock (_access)
            {
                _past.Add(item);
                _listeners.ForEach(listener => listener.TryWrite(item));
            }
        }

        internal void Add(ChannelWriter<ScanEvent> listener)
        {
            lock (_access)
            {
                _past.ForEach(item => listener.TryWrite(item));
                _listeners.Add(listener);
            }
        }

        /// <returns>Whether no client listens any more.</returns>
        internal bool Remove(ChannelWriter<ScanEvent> listener)
        {
            lock (_access)
            {
                _listeners.Remove(listener);
                return _listeners.Count == 0;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Finished.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }
}
