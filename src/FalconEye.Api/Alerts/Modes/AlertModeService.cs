using FalconEye.Api.Events;
using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts.Modes;

/// <summary>The armed mode: which rules apply, now and by a weekly schedule.</summary>
internal sealed class AlertModeService(FalconEyeContext database, TimeProvider time)
{
    /// <summary>Who changes the mode, in the log of events, when the schedule does.</summary>
    private const string ScheduleName = "schedule";

    internal async Task<ArmedMode> ReadAsync(CancellationToken cancellationToken) =>
        await database.AlertSettings.Select(settings => settings.Mode).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The mode, and what follows by the schedule.</summary>
    internal async Task<AlertModeResponse> DescribeAsync(CancellationToken cancellationToken)
    {
        var mode = ArmedModes.NameOf(await ReadAsync(cancellationToken));
        return (await ReadScheduleAsync(cancellationToken))?.NextAfter(time.GetUtcNow()) is { } next
            ? new(mode, ArmedModes.NameOf(next.Mode), next.At.UtcDateTime)
            : new(mode, null, null);
    }

    /// <summary>The weekly schedule; <see langword="null"/> without one.</summary>
    internal async Task<ModeSchedule?> ReadScheduleAsync(CancellationToken cancellationToken) =>
        ModeSchedule.Parse(await database.AlertSettings.Select(settings => settings.ModeSchedule).FirstOrDefaultAsync(cancellationToken));

    /// <summary>Sets the mode, until the schedule changes it.</summary>
    /// <returns>Why it was refused.</returns>
    internal async Task<Refusal?> SetAsync(string? text, CancellationToken cancellationToken)
    {
        if (!WireName<ArmedMode>.TryParse(text, out var mode))
        {
            return Refusal.Invalid("mode", ArmedModes.Problem);
        }

        return await ChangeAsync(settings => settings.Mode = mode.Value, cancellationToken);
    }

    /// <summary>Replaces the schedule. The mode stays as it is until the first change.</summary>
    /// <param name="timeZone">The zone of its times.</param>
    /// <param name="changes">Its changes; empty for no schedule.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>Why it was refused.</returns>
    internal async Task<Refusal?> SetScheduleAsync(string? timeZone, IReadOnlyList<ModeChange> changes, CancellationToken cancellationToken)
    {
        ModeSchedule? schedule = null;
        if (changes is not [] && !ModeSchedule.TryRead(timeZone, changes, out schedule, out var problem))
        {
            return Refusal.Invalid(problem.Value.Field, problem.Value.Text);
        }

        return await ChangeAsync(settings => settings.ModeSchedule = schedule?.ToString(), cancellationToken);
    }

    /// <summary>Changes the mode when a moment of the schedule has come since it was set last, also while the server did not run.</summary>
    /// <returns>The mode that applies.</returns>
    internal async Task<ArmedMode> FollowScheduleAsync(AlertSettings known, CancellationToken cancellationToken)
    {
        if (ModeSchedule.Parse(known.ModeSchedule)?.LastAt(time.GetUtcNow()) is not { } due || due.At.UtcDateTime <= known.ModeSince)
        {
            return known.Mode;
        }

        using var acting = Actor.ActAs(ScheduleName);
        await ChangeAsync(settings => settings.Mode = due.Mode, cancellationToken);
        return due.Mode;
    }

    private async Task<Refusal?> ChangeAsync(Action<AlertSettings> change, CancellationToken cancellationToken)
    {
        if (await database.AlertSettings.SingleOrDefaultAsync(cancellationToken) is not { } settings)
        {
            return Refusal.Unavailable("The server is only just starting. Try again in a moment.");
        }

        change(settings);
        settings.ModeSince = time.GetUtcNow().UtcDateTime;
        await database.SaveChangesAsync(cancellationToken);
        return null;
    }
}
