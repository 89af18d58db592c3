using FalconEye.Api.Events;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.CameraEvents;

/// <summary>
/// Listens to the cameras whose own events are to be taken, by comparing who is listened to with who should be. Only the leader of several servers does.
/// </summary>
internal sealed partial class CameraEventWatch(
    IServiceScopeFactory scopes,
    EventStream events,
    EventSnapshot snapshots,
    ILeadership leadership,
    TimeProvider time,
    ILoggerFactory loggers,
    ILogger<CameraEventWatch> logger) : BackgroundService
{
    /// <summary>How often to compare when nothing is known to have changed.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Guid, Listening> _listening = [];

    /// <summary>Who was listened to when open events of all others were last ended; none known before the first time.</summary>
    private HashSet<Guid>? _kept;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await leadership.RunAsync(WatchAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down.
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using ChangeSignal signal = new();
        events.Taken += Wake;
        try
        {
            while (true)
            {
                try
                {
                    await CompareAsync(signal, cancellationToken);
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    LogFailed(e);
                }

                await signal.WaitAsync(Period, cancellationToken);
            }
        }
        finally
        {
            events.Taken -= Wake;
            await Task.WhenAll(_listening.Values.Select(listening => listening.EndAsync()));
            _listening.Clear();
            _kept = null;
        }

        void Wake(ServerEvent item)
        {
            if (item.Kind is ServerEvent.CameraKind or ServerEvent.CameraRemovedKind or ServerEvent.ResetKind)
            {
                signal.Set();
            }
        }
    }

    private async Task CompareAsync(ChangeSignal signal, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var desired = await ReadDesiredAsync(scope.ServiceProvider.GetRequiredService<FalconEyeContext>(), cancellationToken);
        foreach (var (id, listening) in _listening.ToList())
        {
            if (listening.Running.IsCompleted)
            {
                _listening.Remove(id);
                listening.Dispose();
            }
            else if (!desired.TryGetValue(id, out var camera) || !camera.Equals(listening.Camera))
            {
                // Another one for the same camera begins when this one has ended its subscription, which wakes us.
                listening.Stop();
            }
        }

        foreach (var camera in desired.Values.Where(camera => !_listening.ContainsKey(camera.Id)))
        {
            _listening[camera.Id] = new(camera, cancel => RunAsync(camera, signal, cancel), cancellationToken);
        }

        if (_kept?.SetEquals(_listening.Keys) != true)
        {
            var kept = _listening.Keys.ToHashSet();
            await scope.ServiceProvider.GetRequiredService<CameraEventLog>().EndUnwatchedAsync(kept, cancellationToken);
            _kept = kept;
        }
    }

    private static async Task<Dictionary<Guid, WatchedCamera>> ReadDesiredAsync(FalconEyeContext database, CancellationToken cancellationToken)
    {
        var rows = await database.Cameras.AsNoTracking()
            .Where(camera => camera.TakesEvents && camera.DesiredRunning && camera.Protocol == CameraProtocol.Onvif)
            .Select(camera => new { camera.Id, camera.SourceUrl })
            .ToListAsync(cancellationToken);
        return rows.Select(row => SourceAddress.TryParse(row.SourceUrl, out var address, out _) && address.IsOnvif ? new WatchedCamera(row.Id, address) : null)
            .OfType<WatchedCamera>()
            .ToDictionary(camera => camera.Id);
    }

    private async Task RunAsync(WatchedCamera camera, ChangeSignal signal, CancellationToken cancellationToken)
    {
        try
        {
            await new CameraEventSession(camera, scopes, snapshots, time, loggers.CreateLogger<CameraEventSession>()).RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It is not to be listened to any more.
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
            {
                signal.Set();
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Which cameras' events are to be taken could not be determined; it is tried again")]
    private partial void LogFailed(Exception exception);

    /// <summary>One camera that is listened to.</summary>
    private sealed class Listening : IDisposable
    {
        private readonly CancellationTokenSource _stopping;

        internal Listening(WatchedCamera camera, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
        {
            Camera = camera;
            _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Running = run(_stopping.Token);
        }

        internal WatchedCamera Camera { get; }

        internal Task Running { get; }

        internal void Stop() => _stopping.Cancel();

        internal async Task EndAsync()
        {
            await _stopping.CancelAsync();
            await Running;
            Dispose();
        }

        public void Dispose() => _stopping.Dispose();
    }
}
