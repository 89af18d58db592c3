using System.Collections.Concurrent;
using System.Threading.Channels;
using FalconEye.Api.Cameras.Live;
using FalconEye.Api.Motion;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Detection;

/// <summary>
/// Recognises objects while something moves: the cameras take turns at the one detector, each with its newest picture, so that a slow machine looks less often
/// and not later. The detector runs while at least one camera has it switched on.
/// </summary>
internal sealed partial class ObjectDetection(
    CameraStreams streams, DetectorProcess detector, IServiceScopeFactory scopes, TimeProvider time, ILogger<ObjectDetection> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, CameraWatch> _watches = new();
    private readonly Channel<CameraWatch> _turns = Channel.CreateUnbounded<CameraWatch>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<Guid, (string Stored, bool IsWanted)> _wanted = new();
    private bool _hasClosedLost;

    /// <summary>Takes what a camera's relay says. Quick: it is called several times a second.</summary>
    internal void Note(Camera camera, MotionReport? report)
    {
        if (report is null || !IsWanted(camera))
        {
            End(camera.Id);
            return;
        }

        if (!_watches.TryGetValue(camera.Id, out var watch))
        {
            watch = _watches[camera.Id] = new CameraWatch(camera.Id, streams, time, queued => _turns.Writer.TryWrite(queued));
            watch.Queue();
        }

        watch.Note(camera, report.Events is [.., { End: null } moving] ? moving.Begin : null);
    }

    /// <summary>The camera is stopped or gone.</summary>
    internal void Forget(Guid cameraId)
    {
        _wanted.TryRemove(cameraId, out _);
        End(cameraId);
    }

    /// <summary>Its objects are of no interest any more.</summary>
    private void End(Guid cameraId)
    {
        if (_watches.TryRemove(cameraId, out var watch))
        {
            watch.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var watch in _turns.Reader.ReadAllAsync(stoppingToken))
            {
                await ServeAsync(watch, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops. What is open is closed by the next one.
        }
        finally
        {
            var taking = _watches.Values.Select(watch => watch.Taking).ToList();
            foreach (var id in _watches.Keys)
            {
                Forget(id);
            }

            await Task.WhenAll(taking);
            await detector.StopAsync();
        }
    }

    private async Task ServeAsync(CameraWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            await (_watches.IsEmpty ? detector.StopAsync() : detector.StartAsync(cancellationToken));
            if (!_hasClosedLost)
            {
                await StoreAsync(log => log.CloseLostAsync(cancellationToken));
                _hasClosedLost = true;
            }

            var (picture, isOver) = watch.Next();
            if (isOver)
            {
                await StoreAsync(watch, watch.Tracker.End(), null, cancellationToken);
            }

            if (picture is { } taken && await detector.LookAsync(taken.Jpeg, cancellationToken) is { Objects: { } found })
            {
                await StoreAsync(watch, watch.Tracker.Note(found, taken.Time, watch.MovingSince, watch.Settings), taken.Jpeg, cancellationToken);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The database is away, for example; the camera is looked at again with its next picture.
            LogNotStored(e, watch.Name);
        }
    }

    private async Task StoreAsync(CameraWatch watch, IReadOnlyList<ObjectChange> changes, byte[]? jpeg, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            await StoreAsync(log => log.StoreAsync(watch, change, jpeg, cancellationToken));
        }
    }

    private async Task StoreAsync(Func<ObjectLog, Task> store)
    {
        await using var scope = scopes.CreateAsyncScope();
        await store(scope.ServiceProvider.GetRequiredService<ObjectLog>());
    }

    /// <summary>Its settings are read when they have changed, not each time that its relay is asked.</summary>
    private bool IsWanted(Camera camera)
    {
        if (camera.Motion is not { } stored)
        {
            return false;
        }

        if (!_wanted.TryGetValue(camera.Id, out var known) || known.Stored != stored)
        {
            _wanted[camera.Id] = known = (stored, CameraMotion.Read(stored) is { Enabled: true, Objects.Enabled: true });
        }

        return known.IsWanted;
    }

    [LoggerMessage(LogLevel.Warning, "{Camera}: what was recognised could not be stored")]
    private partial void LogNotStored(Exception exception, string camera);
}
