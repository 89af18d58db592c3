using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth;

/// <summary>One's own password and sessions.</summary>
internal static class AccountEndpoints
{
    internal static RouteGroupBuilder MapAccount(this RouteGroupBuilder auth)
    {
        auth.MapPost("/password", ChangePassword).RequireAuthorization(Policies.Person);
        auth.MapGet("/sessions", ListSessions).RequireAuthorization(Policies.Person);
        auth.MapDelete("/sessions", EndOtherSessions).RequireAuthorization(Policies.Person);
        auth.MapDelete("/sessions/{id:guid}", EndSession).RequireAuthorization(Policies.Person);
        return auth;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePassword(
        ChangePasswordRequest request,
        HttpContext context,
        Caller caller,
        FalconEyeContext database,
        UserManager<User> users,
        LoginService login,
        LiveRequests live,
        LoginLog log,
        CancellationToken cancellationToken)
    {
        var user = await users.FindByIdAsync(caller.UserId!.Value.ToString());
        var outcome = await login.ConfirmAsync(user!, request.CurrentPassword!, context, cancellationToken);
        if (outcome.Result == LoginResult.Locked)
        {
            return LoginEndpoints.Locked(context, outcome.Wait);
        }

        if (outcome.Result != LoginResult.Right)
        {
            return Problem.Invalid("current_password", "This is not your password.");
        }

        if (PasswordRules.ProblemOf(request.NewPassword, user!.UserName) is { } problem)
        {
            return Problem.Invalid("new_password", problem);
        }

        await users.ChangePasswordAsync(user, request.CurrentPassword!, request.NewPassword!);
        await EndOtherSessions(caller, database, live, log, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<SessionListResponse>> ListSessions(
        Caller caller, FalconEyeContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var sessions = await database.Sessions.AsNoTracking()
            .Where(session => session.UserId == caller.UserId && session.ExpiresAt > now)
            .OrderByDescending(session => session.LastSeenAt)
            .Select(session => new SessionResponse(
                session.Id, session.CreatedAt, session.LastSeenAt, session.Address, session.Client, session.Id == caller.SessionId))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new SessionListResponse(sessions));
    }

    private static async Task<NoContent> EndOtherSessions(
        Caller caller, FalconEyeContext database, LiveRequests live, LoginLog log, CancellationToken cancellationToken)
    {
        var ended = await database.Sessions
            .Where(session => session.UserId == caller.UserId && session.Id != caller.SessionId)
            .ExecuteDeleteAsync(cancellationToken);
        live.End(new(UserId: caller.UserId, KeptSessionId: caller.SessionId));
        await log.SessionsEndedAsync(caller.Name!, ended, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndSession(
        Guid id, Caller caller, FalconEyeContext database, LiveRequests live, LoginLog log, CancellationToken cancellationToken)
    {
        var ended = await database.Sessions
            .Where(session => session.Id == id && session.UserId == caller.UserId)
            .ExecuteDeleteAsync(cancellationToken);
        if (ended == 0)
        {
            return Problem.NotFound("This session has ended already.");
        }

        live.End(new(SessionId: id));
        await log.SessionsEndedAsync(caller.Name!, ended, cancellationToken);
        return TypedResults.NoContent();
    }
}
