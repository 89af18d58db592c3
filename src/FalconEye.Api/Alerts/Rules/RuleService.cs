using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts.Rules;

/// <summary>Adds, changes and deletes rules.</summary>
internal sealed class RuleService(FalconEyeContext database, TimeProvider time)
{
    private const int MostRules = 100;

    internal async Task<IReadOnlyList<AlertRule>> ListAsync(CancellationToken cancellationToken) =>
        await database.AlertRules.AsNoTracking().OrderBy(rule => rule.Name).ThenBy(rule => rule.Id).ToListAsync(cancellationToken);

    internal async Task<AlertResult<AlertRule>> AddAsync(RuleRequest request, CancellationToken cancellationToken)
    {
        var definition = request.ApplyTo(new RuleDefinition());
        var problems = await ProblemsOfAsync(definition, new RuleDefinition(), cancellationToken);
        if (request.Name is null)
        {
            problems["name"] = ["A rule has a name."];
        }
        else if (await database.AlertRules.CountAsync(cancellationToken) >= MostRules)
        {
            problems["name"] = [$"There are {MostRules} rules already, which is the most."];
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var rule = new AlertRule
        {
            Id = Guid.CreateVersion7(),
            Name = request.Name!,
            IsEnabled = request.Enabled ?? true,
            Definition = AlertJson.Write(definition),
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        database.AlertRules.Add(rule);
        await database.SaveChangesAsync(cancellationToken);
        return rule;
    }

    internal async Task<AlertResult<AlertRule>> ChangeAsync(Guid id, RuleRequest request, CancellationToken cancellationToken)
    {
        if (await database.AlertRules.FindAsync([id], cancellationToken) is not { } rule)
        {
            return NotFound(id);
        }

        var before = AlertJson.Read<RuleDefinition>(rule.Definition);
        var definition = request.ApplyTo(before);
        if (await ProblemsOfAsync(definition, before, cancellationToken) is { Count: > 0 } problems)
        {
            return problems;
        }

        (rule.Name, rule.IsEnabled, rule.Definition) = (request.Name ?? rule.Name, request.Enabled ?? rule.IsEnabled, AlertJson.Write(definition));
        return await database.StoreAsync(rule, "rule", cancellationToken);
    }

    internal async Task<Refusal?> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await database.AlertRules.FindAsync([id], cancellationToken) is not { } rule)
        {
            return NotFound(id);
        }

        database.AlertRules.Remove(rule);
        await database.SaveChangesAsync(cancellationToken);
        return null;
    }

    /// <summary>What a rule named before may be gone: it need not be removed to change something else.</summary>
    private async Task<Dictionary<string, string[]>> ProblemsOfAsync(RuleDefinition rule, RuleDefinition before, CancellationToken cancellationToken)
    {
        var cameras = await database.Cameras.Select(camera => camera.Id).ToListAsync(cancellationToken);
        var channels = await database.AlertChannels.Select(channel => channel.Id).ToListAsync(cancellationToken);
        return RuleCheck.ProblemsOf(rule, cameras.Concat(before.CameraIds).ToHashSet(), channels.Concat(before.ChannelIds).ToHashSet());
    }

    private static Refusal NotFound(Guid id) => new(RefusalKind.NotFound, $"There is no rule {id}.");
}
