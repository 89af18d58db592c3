using FalconEye.Api.Alerts.Modes;
using FalconEye.Api.Alerts.Rules;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using FalconEye.Data.Events;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts.Deliveries;

/// <summary>
/// Applies the rules to what was logged since the last time, and to open events. What is to be sent is stored in the same transaction
/// as the note that the rule has applied, so that the alert is raised once, whenever the server ends.
/// </summary>
internal sealed class AlertEvaluation(FalconEyeContext database, AlertModeService modes, AlertOptions options, TimeProvider time)
{
    private const int EventsAtOnce = 500;

    /// <summary>Rows of the database's that are read in each pass.</summary>
    private List<(AlertRule Row, RuleDefinition Definition)> _rules = [];
    private List<AlertChannel> _channels = [];
    private ArmedMode _mode;

    /// <summary>One pass.</summary>
    /// <returns>Whether there is more to do at once.</returns>
    internal async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var settings = await ReadSettingsAsync(cancellationToken);
        _mode = await modes.FollowScheduleAsync(settings, cancellationToken);
        _rules = (await database.AlertRules.AsNoTracking().Where(rule => rule.IsEnabled).ToListAsync(cancellationToken))
            .ConvertAll(rule => (rule, AlertJson.Read<RuleDefinition>(rule.Definition)));
        _channels = await database.AlertChannels.AsNoTracking().Where(channel => channel.IsEnabled).ToListAsync(cancellationToken);
        await EndAsync(cancellationToken);
        await RaiseLastingAsync(cancellationToken);
        return await RaiseNewAsync(settings.LastEventId, cancellationToken);
    }

    /// <summary>
    /// The only row, made at the first start with the rules that everyone has. Of what was logged before no alert is sent.
    /// </summary>
    private async Task<AlertSettings> ReadSettingsAsync(CancellationToken cancellationToken)
    {
        if (await database.AlertSettings.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } known)
        {
            return known;
        }

        var settings = new AlertSettings { LastEventId = await database.Events.MaxAsync(item => (long?)item.Id, cancellationToken) ?? 0 };
        database.AlertSettings.Add(settings);
        database.AlertRules.AddRange(DefaultRules.Make(time.GetUtcNow().UtcDateTime));
        await database.SaveChangesAsync(cancellationToken);
        return settings;
    }

    /// <summary>Raises alerts for new events, by the rules that do not wait.</summary>
    private async Task<bool> RaiseNewAsync(long last, CancellationToken cancellationToken)
    {
        var events = await database.Events.AsNoTracking().Where(item => item.Id > last).OrderBy(item => item.Id).Take(EventsAtOnce)
            .ToListAsync(cancellationToken);
        if (events is [])
        {
            return false;
        }

        foreach (var item in events)
        {
            foreach (var (row, definition) in _rules.Where(rule => rule.Definition.HoldMinutes <= 0))
            {
                await RaiseAsync(row, definition, item, cancellationToken);
            }
        }

        await database.AlertSettings.ExecuteUpdateAsync(set => set.SetProperty(row => row.LastEventId, events[^1].Id), cancellationToken);
        return events.Count == EventsAtOnce;
    }

    /// <summary>
    /// Raises alerts for what has gone on for long enough; tried again until they are sent, since hours, mode and pace may forbid it now.
    /// </summary>
    private async Task RaiseLastingAsync(CancellationToken cancellationToken)
    {
        var kinds = _rules.Where(rule => rule.Definition.HoldMinutes > 0).SelectMany(rule => rule.Definition.Kinds).Distinct().ToList();
        if (kinds is [])
        {
            return;
        }

        var open = await database.Events.AsNoTracking().Where(item => item.IsOpen && kinds.Contains(item.Kind)).ToListAsync(cancellationToken);
        var ids = open.ConvertAll(item => item.Id);

        // Most of them have been raised before: asked for once, not for each.
        var raised = (await database.Alerts.Where(alert => ids.Contains(alert.EventId)).Select(alert => new { alert.RuleId, alert.EventId })
            .ToListAsync(cancellationToken)).Select(alert => (alert.RuleId, alert.EventId)).ToHashSet();
        foreach (var item in open)
        {
            foreach (var (row, definition) in _rules.Where(rule => rule.Definition.HoldMinutes > 0 && !raised.Contains((rule.Row.Id, item.Id))))
            {
                await RaiseAsync(row, definition, item, cancellationToken);
            }
        }
    }

    private async Task RaiseAsync(AlertRule row, RuleDefinition definition, LoggedEvent item, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var channels = ChannelsOf(definition);
        if (channels is [] || !RuleEvaluation.Applies(definition, item, _mode, time.GetLocalNow())
            || await database.Alerts.AnyAsync(alert => alert.RuleId == row.Id && alert.EventId == item.Id, cancellationToken)
            || !RuleEvaluation.IsPaced(definition, await LastRaisedAsync(row, item, cancellationToken), now))
        {
            return;
        }

        var alert = new Alert
        {
            Id = Guid.CreateVersion7(),
            RuleId = row.Id,
            EventId = item.Id,
            CameraId = item.CameraId,
            RaisedAt = now.UtcDateTime,
            EndedAt = item.IsOpen && definition.TellEnd ? null : now.UtcDateTime,
        };
        database.Alerts.Add(alert);
        await StoreAsync(alert, item, AlertPhase.Begin, row.Name, channels, cancellationToken);
    }

    private async Task<DateTime?> LastRaisedAsync(AlertRule row, LoggedEvent item, CancellationToken cancellationToken) =>
        await database.Alerts.Where(alert => alert.RuleId == row.Id && alert.CameraId == item.CameraId)
            .MaxAsync(alert => (DateTime?)alert.RaisedAt, cancellationToken);

    /// <summary>Sends the end of alerts whose event has ended.</summary>
    private async Task EndAsync(CancellationToken cancellationToken)
    {
        var over = await database.Alerts.Where(alert => alert.EndedAt == null)
            .Join(database.Events.Where(item => !item.IsOpen), alert => alert.EventId, item => item.Id, (alert, item) => new { alert, item })
            .ToListAsync(cancellationToken);
        foreach (var pair in over)
        {
            pair.alert.EndedAt = time.GetUtcNow().UtcDateTime;
            var rule = _rules.Find(rule => rule.Row.Id == pair.alert.RuleId);
            var channels = rule.Definition is { TellEnd: true } definition ? ChannelsOf(definition) : [];
            await StoreAsync(pair.alert, pair.item, AlertPhase.End, rule.Row?.Name ?? "", channels, cancellationToken);
        }
    }

    private List<AlertChannel> ChannelsOf(RuleDefinition rule) =>
        rule.ChannelIds is [] ? _channels : _channels.FindAll(channel => rule.ChannelIds.Contains(channel.Id));

    /// <summary>Another server may have stored the same just now; then there is nothing left to do.</summary>
    private async Task StoreAsync(
        Alert alert, LoggedEvent item, AlertPhase phase, string rule, List<AlertChannel> channels, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var camera = item.CameraId is { } id
            ? await database.Cameras.Where(row => row.Id == id).Select(row => row.Name).FirstOrDefaultAsync(cancellationToken)
            : null;
        var message = AlertJson.Write(AlertMessage.Of(item, phase, rule, camera, options.PublicUrl));
        database.AlertDeliveries.AddRange(channels.Select(channel => new AlertDelivery
        {
            Key = Guid.NewGuid(),
            AlertId = alert.Id,
            ChannelId = channel.Id,
            ChannelName = channel.Name,
            Phase = phase,
            CameraId = item.CameraId,
            EventId = item.Id,
            Message = message,
            NextAttemptAt = now,
            CreatedAt = now,
        }));
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            database.ChangeTracker.Clear();
            if (!await database.Alerts.AnyAsync(other => other.RuleId == alert.RuleId && other.EventId == alert.EventId, cancellationToken))
            {
                throw;
            }
        }
    }
}
