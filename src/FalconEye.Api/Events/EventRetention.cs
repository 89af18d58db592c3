using FalconEye.Api.Auth.Users;
using FalconEye.Data;
using FalconEye.Data.Chat;
using FalconEye.Data.Events;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Events;

/// <summary>
/// Removes old events, and the oldest when there are too many, so that the log stays bounded; and proposals after 30 days. What users do
/// with their logins is counted apart, so that it cannot push out what cameras did; what cameras see is counted apart, too.
/// </summary>
internal sealed partial class EventRetention(
    IServiceScopeFactory scopes, ILeadership leadership, ServerOptions options, TimeProvider time, ILogger<EventRetention> logger)
    : BackgroundService
{
    /// <summary>A change that was agreed to is made in this time, unless the server ended in the middle of it.</summary>
    private static readonly TimeSpan MaxWriteDuration = TimeSpan.FromHours(1);

    private static readonly TimeSpan ProposalRetention = TimeSpan.FromDays(30);
    /// <summary>The number of pictures that are kept: 400 MB of 20 KB each.</summary>
    private const int MostPictures = 20_000;

    /// <summary>The number of rows in one deletion: other writers wait for the database meanwhile.</summary>
    private const int Batch = 5000;
    private const int MaxAccountEvents = 20_000;
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await leadership.RunAsync(RunRetentionAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down.
        }
    }

    private async Task RunRetentionAsync(CancellationToken cancellationToken)
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
        var oldest = time.GetUtcNow().UtcDateTime - TimeSpan.FromDays(options.EventKeepDays);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
            var (accounts, detections) = (AccountEvents.Kinds, EventKinds.Detections);

            // Open events are kept until they end.
            var over = database.Events.Where(item => !item.IsOpen);
            await DeleteAsync(over.Where(item => item.Time < oldest), cancellationToken);
            await KeepNewestAsync(over.Where(item => !accounts.Contains(item.Kind) && !detections.Contains(item.Kind)), options.EventMaxCount, cancellationToken);
            await KeepNewestAsync(over.Where(item => detections.Contains(item.Kind)), options.EventMaxCount, cancellationToken);
            await KeepNewestAsync(over.Where(item => accounts.Contains(item.Kind)), MaxAccountEvents, cancellationToken);
            await KeepNewestPicturesAsync(database, cancellationToken);
            await DeleteAlertsAsync(database, oldest, cancellationToken);
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
        await database.Proposals.Where(proposal => proposal.CreatedAt < now - ProposalRetention).ExecuteDeleteAsync(cancellationToken);
        await database.Proposals
            .Where(proposal => proposal.ExpiresAt < (proposal.Status == ProposalStatus.Accepted ? now - MaxWriteDuration : now))
            .ExecuteUpdateAsync(set => set.SetProperty(proposal => proposal.Arguments, Proposal.NoArguments), cancellationToken);
    }

    private static async Task KeepNewestAsync(IQueryable<LoggedEvent> events, int count, CancellationToken cancellationToken)
    {
        var newestTooMany = await events.OrderByDescending(item => item.Id).Select(item => item.Id).Skip(count)
            .FirstOrDefaultAsync(cancellationToken);
        if (newestTooMany > 0)
        {
            await DeleteAsync(events.Where(item => item.Id <= newestTooMany), cancellationToken);
        }
    }

    private static async Task DeleteAsync(IQueryable<LoggedEvent> events, CancellationToken cancellationToken)
    {
        while (await events.OrderBy(item => item.Id).Take(Batch).ExecuteDeleteAsync(cancellationToken) == Batch)
        {
            // There are more.
        }
    }

    /// <summary>The note that a rule has applied to an event is as old as the event, or younger.</summary>
    private static async Task DeleteAlertsAsync(FalconEyeContext database, DateTime oldest, CancellationToken cancellationToken)
    {
        await database.Alerts.Where(alert => alert.EndedAt < oldest).ExecuteDeleteAsync(cancellationToken);
        await database.AlertDeliveries.Where(delivery => delivery.FinishedAt < oldest).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task KeepNewestPicturesAsync(FalconEyeContext database, CancellationToken cancellationToken)
    {
        var newestTooMany = await database.EventPictures.OrderByDescending(picture => picture.EventId).Select(picture => picture.EventId)
            .Skip(MostPictures).FirstOrDefaultAsync(cancellationToken);
        if (newestTooMany > 0)
        {
            await database.Events.Where(item => item.Id <= newestTooMany && item.HasPicture)
                .ExecuteUpdateAsync(set => set.SetProperty(item => item.HasPicture, false), cancellationToken);
            await database.EventPictures.Where(picture => picture.EventId <= newestTooMany).ExecuteDeleteAsync(cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old events could not be removed; it is tried again later")]
    private partial void LogFailed(Exception exception);
}
