using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Sessions;

/// <summary>
/// Ends streams whose credential was ended without notifying this server: by a command on the command line, or by another copy of the
/// server whose message was lost.
/// </summary>
internal sealed partial class CredentialWatcher(
    IServiceScopeFactory scopes, ActiveRequests live, TimeProvider time, ILogger<CredentialWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await CheckAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down.
        }
    }

    /// <summary>Checks every caller who is being answered. While the database does not answer, streams go on.</summary>
    internal async Task CheckAsync(CancellationToken cancellationToken)
    {
        var callers = live.Callers;
        if (callers.All(caller => caller is { UserId: null, TokenId: null }))
        {
            return;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await EndInvalidAsync(callers, scope.ServiceProvider.GetRequiredService<FalconEyeContext>(), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e.Message);
        }
    }

    private async Task EndInvalidAsync(IReadOnlyCollection<Caller> callers, FalconEyeContext database, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var sessions = await ValidAsync(
            Ids(callers, caller => caller.SessionId ?? caller.LinkSessionId),
            ids => database.Sessions.Where(session => ids.Contains(session.Id) && session.ExpiresAt > now).Select(session => session.Id),
            cancellationToken);
        var tokens = await ValidAsync(
            Ids(callers, caller => caller.TokenId),
            ids => database.ApiTokens.Where(token => ids.Contains(token.Id) && (token.ExpiresAt == null || token.ExpiresAt > now)).Select(token => token.Id),
            cancellationToken);
        var users = await ValidAsync(
            Ids(callers, caller => caller.UserId),
            ids => database.Users.Where(user => ids.Contains(user.Id) && user.Role != UserRole.None).Select(user => user.Id),
            cancellationToken);
        foreach (var caller in callers.Where(caller =>
            IsMissing(caller.SessionId ?? caller.LinkSessionId, sessions) || IsMissing(caller.TokenId, tokens) || IsMissing(caller.UserId, users)))
        {
            live.EndHere(new(caller.UserId, caller.SessionId ?? caller.LinkSessionId, caller.TokenId));
        }
    }

    private static List<Guid> Ids(IEnumerable<Caller> callers, Func<Caller, Guid?> id) => [.. callers.Select(id).OfType<Guid>().Distinct()];

    private static async Task<HashSet<Guid>> ValidAsync(
        List<Guid> ids, Func<List<Guid>, IQueryable<Guid>> query, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await query(ids).ToHashSetAsync(cancellationToken);

    private static bool IsMissing(Guid? id, HashSet<Guid> valid) => id is { } known && !valid.Contains(known);

    [LoggerMessage(LogLevel.Warning, "The credentials of running streams could not be checked; it is tried again: {Problem}")]
    private partial void LogFailed(string problem);
}
