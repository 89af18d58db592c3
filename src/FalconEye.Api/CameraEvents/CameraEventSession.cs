using FalconEye.Api.Events;
using FalconEye.Contracts.Cameras;
using FalconEye.Onvif;
using FalconEye.Onvif.Events;
using FalconEye.Onvif.Media;
using FalconEye.Processes;

namespace FalconEye.Api.CameraEvents;

/// <summary>Listens to one camera, over one subscription after the other, until it is ended. Without a thread of its own: it waits for answers.</summary>
internal sealed partial class CameraEventSession(
    WatchedCamera camera, IServiceScopeFactory scopes, EventSnapshot snapshots, TimeProvider time, ILogger<CameraEventSession> logger)
{
    /// <summary>What goes on ends in the log when nothing has been heard for this time.</summary>
    private static readonly TimeSpan LostTimeout = TimeSpan.FromSeconds(60);

    /// <summary>A subscription that lasted so long was a good one: the next is tried soon.</summary>
    private static readonly TimeSpan GoodDuration = TimeSpan.FromSeconds(30);

    /// <summary>Some cameras answer at once though nothing happened.</summary>
    private static readonly TimeSpan IdlePace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BusyPace = TimeSpan.FromMilliseconds(250);

    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
    private readonly NoticePictures _pictures = new(camera.Id, scopes, snapshots, logger);

    /// <summary>When something was last heard, UTC.</summary>
    private DateTime _heard = time.GetUtcNow().UtcDateTime;

    private (DateTime? Since, string? Problem) _noted;
    private bool _hasLostEvents;

    /// <summary>What was last logged: some cameras end a subscription each minute. Empty for success.</summary>
    private string? _logged;

    /// <summary>Listens until it is cancelled, which ends the subscription on the camera.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(log => log.NoteAsync(camera.Id, null, null, cancellationToken), cancellationToken);
            while (true)
            {
                await PauseAsync(await ListenAsync(cancellationToken), cancellationToken);
            }
        }
        finally
        {
            await _pictures.EndAsync();
        }
    }

    /// <summary>One subscription, from its beginning to its loss.</summary>
    /// <returns>How long to wait before the next.</returns>
    private async Task<TimeSpan> ListenAsync(CancellationToken cancellationToken)
    {
        long? begun = null;
        using var client = OnvifClient.For(camera.Address, time);
        try
        {
            await using var subscription = await client.Events.SubscribeAsync(cancellationToken);
            begun = time.GetTimestamp();
            await PullAsync(subscription, await FindChannelAsync(client, cancellationToken), cancellationToken);
            return TimeSpan.Zero;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (begun is { } moment && time.GetElapsedTime(moment) > GoodDuration)
            {
                _backoff.Reset();
            }

            if (SubscriptionFailure.Of(e, camera.Address, begun is not null, client.ClockOffset) is not { } failure)
            {
                LogFailed(e, camera.Id);
                return _backoff.Next();
            }

            if (_logged != failure.Message)
            {
                LogLost(camera.Id, failure.Message);
                _logged = failure.Message;
            }

            await NoteAsync(null, failure.Message, cancellationToken);
            return failure.Pause ?? _backoff.Next();
        }
    }

    private async Task PullAsync(EventSubscription subscription, EventChannel channel, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().UtcDateTime;
        NoticeTracker tracker = new(await InLogAsync(log => log.ReadOpenAsync(camera.Id, cancellationToken), cancellationToken), since);
        await NoteAsync(since, null, cancellationToken);
        if (_logged is null || _hasLostEvents)
        {
            LogSubscribed(camera.Id);
            _logged = "";
        }

        while (true)
        {
            var asked = time.GetTimestamp();
            var events = await subscription.PullAsync(cancellationToken);
            (_heard, _hasLostEvents) = (time.GetUtcNow().UtcDateTime, false);
            await TakeAsync(tracker, events.Where(channel.Has).Select(NoticeReading.Read).OfType<Notice>(), cancellationToken);
            await NoteAsync(since, ProblemOf(tracker), cancellationToken);
            var early = (events.Count == 0 ? IdlePace : BusyPace) - time.GetElapsedTime(asked);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, time, cancellationToken);
            }
        }
    }

    private async Task TakeAsync(NoticeTracker tracker, IEnumerable<Notice> notices, CancellationToken cancellationToken)
    {
        List<NoticeChange> changes = [.. tracker.Take(notices, _heard), .. tracker.EndStale(_heard)];
        if (changes.Count > 0)
        {
            _pictures.Want(await InLogAsync(log => log.ApplyAsync(camera.Id, changes, cancellationToken), cancellationToken), cancellationToken);
        }
    }

    private string? ProblemOf(NoticeTracker tracker) => _heard - tracker.LastLeftOut < NoticeTracker.BudgetPeriod
        ? $"The camera reports more than {NoticeTracker.MaxBegun} events a minute, and not all of them are logged: make its detection less sensitive."
        : null;

    /// <summary>A recorder reports the events of all its channels; the camera is one of them.</summary>
    private async Task<EventChannel> FindChannelAsync(OnvifClient client, CancellationToken cancellationToken)
    {
        IReadOnlyList<MediaProfile> profiles;
        try
        {
            profiles = await client.Media.GetProfilesAsync(cancellationToken);
        }
        catch (OnvifException e) when (e.Reason != FailureReasons.Unauthorized)
        {
            return EventChannel.Whole;
        }

        return EventChannel.Of(camera.Address, profiles);
    }

    /// <summary>Waits, and ends what goes on in the log when that has taken too long.</summary>
    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        var left = _heard + LostTimeout - time.GetUtcNow().UtcDateTime;
        if (!_hasLostEvents && left < pause)
        {
            var first = left > TimeSpan.Zero ? left : TimeSpan.Zero;
            await Task.Delay(first, time, cancellationToken);
            await WriteAsync(log => log.EndLostAsync(camera.Id, _heard, cancellationToken), cancellationToken);
            _hasLostEvents = true;
            pause -= first;
        }

        await Task.Delay(pause, time, cancellationToken);
    }

    private async Task NoteAsync(DateTime? since, string? problem, CancellationToken cancellationToken)
    {
        if (_noted != (since, problem))
        {
            await WriteAsync(log => log.NoteAsync(camera.Id, since, problem, cancellationToken), cancellationToken);
            _noted = (since, problem);
        }
    }

    private async Task WriteAsync(Func<CameraEventLog, Task> write, CancellationToken cancellationToken) => await InLogAsync(
        async log =>
        {
            await write(log);
            return true;
        },
        cancellationToken);

    /// <summary>A database that does not answer ends no listening.</summary>
    private async Task<T> InLogAsync<T>(Func<CameraEventLog, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var backoff = Backoff.Standard(); ;)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                return await work(scope.ServiceProvider.GetRequiredService<CameraEventLog>());
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(e, camera.Id);
                await Task.Delay(backoff.Next(), time, cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "The events of camera {CameraId} are taken")]
    private partial void LogSubscribed(Guid cameraId);

    [LoggerMessage(LogLevel.Warning, "The events of camera {CameraId} are not taken: {Problem}")]
    private partial void LogLost(Guid cameraId, string problem);

    [LoggerMessage(LogLevel.Error, "The events of camera {CameraId} could not be taken; it is tried again")]
    private partial void LogFailed(Exception exception, Guid cameraId);
}
