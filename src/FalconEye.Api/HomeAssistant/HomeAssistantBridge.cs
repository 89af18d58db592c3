using FalconEye.Api.Events;
using FalconEye.Orchestration;
using FalconEye.Processes;

namespace FalconEye.Api.HomeAssistant;

/// <summary>
/// Keeps at an MQTT broker what Home Assistant needs to know of cameras, by its discovery. What is to be retained is computed from the
/// database after each change and compared with what was published: so a missed change, a lost connection and a deleted camera are all the
/// same. Only the leader of several servers does.
/// </summary>
internal sealed partial class HomeAssistantBridge(
    IServiceScopeFactory scopes,
    EventStream events,
    HomeAssistantOptions options,
    BridgeTopics topics,
    ILeadership leadership,
    TimeProvider time,
    ILogger<HomeAssistantBridge> logger) : BackgroundService
{
    /// <summary>How often to compare when nothing is known to have changed.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>Several changes within this time are published together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1));

    /// <summary>What was last said about a broker that cannot be used.</summary>
    private string? _failure;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await leadership.RunAsync(RunAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down.
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ServeAsync(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Once for each cause: a broker may be away for days.
                var cause = e is OperationCanceledException ? "it did not answer in time" : e.Message;
                if (_failure != cause)
                {
                    LogFailed(options.Host, options.Port, BridgeFailure.IsExpected(e) || e is OperationCanceledException ? null : e, cause);
                    _failure = cause;
                }
            }

            await Task.Delay(_backoff.Next(), time, cancellationToken);
        }
    }

    /// <summary>One connection, until it is lost.</summary>
    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        using ChangeSignal signal = new();
        await using BrokerSession session = new(options, topics, signal, time);
        using (var deadline = Deadline.After(ConnectTimeout, time, cancellationToken))
        {
            await session.OpenAsync(deadline.Token);
        }

        LogConnected(options.Host, options.Port);
        _backoff.Reset();
        _failure = null;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] work = [ListenAsync(signal, ending.Token), RetainAsync(session, signal, ending.Token), ObeyAsync(session, ending.Token)];
        var first = await Task.WhenAny([session.Lost, .. work]);
        await ending.CancelAsync();
        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        await first;
        LogLost(options.Host, options.Port);
    }

    private async Task ListenAsync(ChangeSignal signal, CancellationToken cancellationToken)
    {
        while (true)
        {
            // It ends when this reads too slowly; what was missed is read from the database anyway.
            await foreach (var item in events.ListenAsync(null, cancellationToken))
            {
                if (item.Kind is "camera" or ServerEvent.CameraRemovedKind or ServerEvent.EventKind or ServerEvent.ResetKind)
                {
                    signal.Set();
                }
            }

            signal.Set();
        }
    }

    private async Task RetainAsync(BrokerSession session, ChangeSignal signal, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using (var scope = scopes.CreateAsyncScope())
            {
                var states = scope.ServiceProvider.GetRequiredService<BridgeStates>();
                var (messages, cameras) = await states.ReadAsync(cancellationToken);
                await session.RetainAsync(messages, cameras, states.ReadPictureAsync, cancellationToken);
            }

            await Task.Delay(Gathering, time, cancellationToken);
            await signal.WaitAsync(Period, cancellationToken);
        }
    }

    private async Task ObeyAsync(BrokerSession session, CancellationToken cancellationToken)
    {
        await foreach (var (topic, payload) in session.Commands.ReadAllAsync(cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<BridgeCommands>().RunAsync(topic, payload, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "Home Assistant gets the cameras' states by the MQTT broker {Host}:{Port}")]
    private partial void LogConnected(string host, int port);

    [LoggerMessage(LogLevel.Warning, "The connection to the MQTT broker {Host}:{Port} is lost; it is made again")]
    private partial void LogLost(string host, int port);

    [LoggerMessage(LogLevel.Warning, "The MQTT broker {Host}:{Port} cannot be used, which is tried again: {Reason}")]
    private partial void LogFailed(string host, int port, Exception? exception, string reason);
}
