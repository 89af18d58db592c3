using FalconEye.Api.Auth.Login;
using FalconEye.Api.Auth.Passwords;
using FalconEye.Api.Auth.Sessions;
using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Users;

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
        UserManager<User> users,
        Confirmation confirmation,
        Revocation revocation,
        LoginLog log,
        CancellationToken cancellationToken)
    {
        var user = (await users.FindByIdAsync(caller.UserId!.Value.ToString()))!;
        if (await confirmation.CheckPasswordAsync(user, request.CurrentPassword, "current_password", context, cancellationToken) is { } refused)
        {
            return refused;
        }

        if (PasswordRules.ProblemOf(request.NewPassword, user.UserName) is { } problem)
        {
            return Problem.Invalid("new_password", problem);
        }

        var changed = await users.ChangePasswordAsync(user, request.CurrentPassword!, request.NewPassword!);
        if (!changed.Succeeded)
        {
            return changed.ToProblem();
        }

        var ended = await revocation.EndAsync(user, caller.SessionId, request.KeepTokens, cancellationToken);
        await log.SessionsEndedAsync(caller.Name!, ended, cancellationToken);
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

    /// <summary>Signs out everywhere else: by default programs that use an API token of the user, too.</summary>
    private static async Task<NoContent> EndOtherSessions(
        Caller caller,
        UserManager<User> users,
        Revocation revocation,
        LoginLog log,
        bool keep_tokens = false,
        CancellationToken cancellationToken = default)
    {
        var user = (await users.FindByIdAsync(caller.UserId!.Value.ToString()))!;
        var ended = await revocation.EndAsync(user, caller.SessionId, keep_tokens, cancellationToken);
        await log.SessionsEndedAsync(caller.Name!, ended, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndSession(
        Guid id, Caller caller, FalconEyeContext database, ActiveRequests live, LoginLog log, CancellationToken cancellationToken)
    {
        var ended = await database.EndAsync(database.Sessions.Where(session => session.Id == id && session.UserId == caller.UserId), cancellationToken);
        if (ended == 0)
        {
            return Problem.NotFound("This session has ended already.");
        }

        live.End(new(SessionId: id));
        await log.SessionsEndedAsync(caller.Name!, ended, cancellationToken);
        return TypedResults.NoContent();
    }
}
