using FalconEye.Data;
using FalconEye.Data.Events;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Events.Conditions;

/// <summary>
/// Keeps the log in step with what is wrong: an open event for each condition, closed when it is over. A restart changes nothing.
/// </summary>
internal sealed class ConditionLog(FalconEyeContext database, TimeProvider time)
{
    /// <summary>The labels of open events of a kind.</summary>
    internal async Task<IReadOnlySet<string>> OpenLabelsAsync(string kind, CancellationToken cancellationToken) =>
        (await database.Events.Where(item => item.IsOpen && item.Kind == kind && item.Label != null).Select(item => item.Label!).ToListAsync(cancellationToken))
        .ToHashSet();

    /// <summary>
    /// Closes the open events of a kind that the server noticed, except those of the cameras that are still watched: for others no one would notice
    /// the end.
    /// </summary>
    internal async Task CloseAsync(string kind, IReadOnlySet<Guid> except, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var item in await database.Events.Where(item => item.IsOpen && item.Kind == kind && item.Actor == Actor.System).ToListAsync(cancellationToken))
        {
            if (item.CameraId is not { } camera || !except.Contains(camera))
            {
                item.Close(now);
            }
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Opens and closes events so that those of <paramref name="kinds"/> are the given conditions.</summary>
    internal async Task ApplyAsync(IReadOnlyList<string> kinds, IEnumerable<Condition> conditions, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var current = conditions.DistinctBy(condition => condition.Key).ToDictionary(condition => condition.Key);
        foreach (var item in await database.Events.Where(item => item.IsOpen && kinds.Contains(item.Kind)).ToListAsync(cancellationToken))
        {
            if (!current.Remove((item.Kind, item.CameraId, item.Label)))
            {
                item.Close(now);
            }
        }

        database.Events.AddRange(current.Values.Select(condition => new LoggedEvent
        {
            Time = condition.Since,
            Kind = condition.Kind,
            CameraId = condition.CameraId,
            Label = condition.Label,
            Actor = Actor.System,
            Message = condition.Message,
            Data = condition.Data,
        }.Open()));
        await database.SaveChangesAsync(cancellationToken);
    }
}
