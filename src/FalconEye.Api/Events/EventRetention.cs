using FalconEye.Api.Auth;
using FalconEye.Data;
using FalconEye.Data.Chat;
using FalconEye.Data.Events;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Events;

/// <summary>
/// Forgets events after 90 days, and the oldest when there are too many, so that the log stays bounded; and proposals after 30 days. What people do with their logins is
/// counted apart: nobody can push out what cameras did by logging in again and again.
/// </summary>
internal sealed partial class EventRetention(
    IServiceScopeFactory scopes, ILeadership leadership, TimeProvider time, ILogger<EventRetention> logger)
    : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    /// <summary>A change that was agreed to is made in this time, unless the server ended in the middle of it.</summary>
    private static readonly TimeSpan LongestChange = TimeSpan.FromHours(1);

    private static readonly TimeSpan KeptProposals = TimeSpan.FromDays(30);
    private const int MostEvents = 200_000;
    private const int MostAccountEvents = 20_000;
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await leadership.RunAsync(ForgetAgainAndAgainAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down.
        }
    }

    private async Task ForgetAgainAndAgainAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            await ForgetAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>A database that does not answer is asked again at the next turn.</summary>
    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow().UtcDateTime - Kept;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
            await database.Events.Where(item => item.Time < oldest).ExecuteDeleteAsync(cancellationToken);
            var (events, kinds) = (database.Events, AccountEvents.Kinds);
            await KeepNewestAsync(events.Where(item => !kinds.Contains(item.Kind)), MostEvents, cancellationToken);
            await KeepNewestAsync(events.Where(item => kinds.Contains(item.Kind)), MostAccountEvents, cancellationToken);
            await ForgetProposalsAsync(database, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    /// <summary>
    /// Removes old proposals; and what the expired ones would have been carried out with, which may hold a password, at once.
    /// </summary>
    private async Task ForgetProposalsAsync(FalconEyeContext database, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await database.Proposals.Where(proposal => proposal.CreatedAt < now - KeptProposals).ExecuteDeleteAsync(cancellationToken);
        await database.Proposals
            .Where(proposal => proposal.ExpiresAt < (proposal.Status == ProposalStatus.Accepted ? now - LongestChange : now))
            .ExecuteUpdateAsync(set => set.SetProperty(proposal => proposal.Arguments, Proposal.NoArguments), cancellationToken);
    }

    private static async Task KeepNewestAsync(IQueryable<LoggedEvent> events, int count, CancellationToken cancellationToken)
    {
        var newestTooMany = await events.OrderByDescending(item => item.Id).Select(item => item.Id).Skip(count)
            .FirstOrDefaultAsync(cancellationToken);
        await events.Where(item => item.Id <= newestTooMany).ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Old events could not be removed; it is tried again later")]
    private partial void LogFailed(Exception exception);
}
