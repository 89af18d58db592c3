using FalconEye.Api.Auth.Login;
using FalconEye.Api.Auth.Sessions;
using FalconEye.Api.Auth.Users;
using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Tokens;

/// <summary>Tokens for programs: made by a user, never more than they may do, shown once.</summary>
internal static class TokenEndpoints
{
    internal static RouteGroupBuilder MapTokens(this RouteGroupBuilder auth)
    {
        auth.MapGet("/tokens", ListTokens).RequireAuthorization(Policies.Person);
        auth.MapPost("/tokens", CreateToken).RequireAuthorization(Policies.Person);
        auth.MapDelete("/tokens/{id:guid}", DeleteToken).RequireAuthorization(Policies.Person);
        return auth;
    }

    private static async Task<Ok<TokenListResponse>> ListTokens(
        Caller caller, FalconEyeContext database, CancellationToken cancellationToken)
    {
        var tokens = await Owned(database, caller).AsNoTracking().OrderByDescending(token => token.CreatedAt).ToListAsync(cancellationToken);
        return TypedResults.Ok(new TokenListResponse([.. tokens.Select(TokenResponse.From)]));
    }

    private static async Task<Results<Created<NewTokenResponse>, ProblemHttpResult>> CreateToken(
        CreateTokenRequest request,
        Caller caller,
        HttpContext context,
        FalconEyeContext database,
        Confirmation confirmation,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var role = request.Role!.Value;
        if (ProblemOf(request, role, caller) is { } problem)
        {
            return problem;
        }

        if (await database.ApiTokens.CountAsync(token => token.UserId == caller.UserId, cancellationToken) >= ApiTokens.MaxPerUser)
        {
            return Problem.Conflict($"You have {ApiTokens.MaxPerUser} tokens, which is the most. Delete those that are not used any more.");
        }

        var user = (await database.Users.FindAsync([caller.UserId!.Value], cancellationToken))!;
        if (request.ExpiresInDays is null or > 1
            && await confirmation.CheckAllAsync(user, request.Password, request.Code, context, cancellationToken) is { } refused)
        {
            return refused;
        }

        var now = time.GetUtcNow().UtcDateTime;
        TimeSpan? lifetime = request.ExpiresInDays is { } days ? TimeSpan.FromDays(days) : null;
        var (made, text) = ApiTokens.Make(request.Name!, role, request.CameraIds, caller.UserId, now, lifetime);
        database.ApiTokens.Add(made);
        await database.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/auth/tokens/{made.Id}", new NewTokenResponse(text, TokenResponse.From(made)));
    }

    private static ProblemHttpResult? ProblemOf(CreateTokenRequest request, UserRole role, Caller caller)
    {
        if (role == UserRole.None)
        {
            return Problem.Invalid("role", "Say what the token may do: viewer, operator or administrator.");
        }

        if ((role == UserRole.Administrator && !caller.IsAdministrator) || (role == UserRole.Operator && !caller.IsOperator))
        {
            return Problem.Invalid("role", "A token cannot do more than you.");
        }

        if (role == UserRole.Administrator && request.CameraIds is not null)
        {
            return Problem.Invalid("camera_ids", "An administrator uses all cameras. Limit an operator or a viewer to some.");
        }

        return request.CameraIds?.Any(id => !caller.MayUse(id)) is true
            ? Problem.Invalid("camera_ids", "A token cannot use cameras that you cannot.")
            : null;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteToken(
        Guid id, Caller caller, FalconEyeContext database, ActiveRequests live, LoginLog log, CancellationToken cancellationToken)
    {
        var token = Owned(database, caller).Where(token => token.Id == id);
        var name = await token.Select(token => token.Name).FirstOrDefaultAsync(cancellationToken);
        if (name is null || await token.ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return Problem.NotFound($"You have no token {id}.");
        }

        live.End(new(TokenId: id));
        await log.TokenDeletedAsync(caller.Name!, name, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>One's own; administrators also have those of the command line, which are no one's.</summary>
    private static IQueryable<ApiToken> Owned(FalconEyeContext database, Caller caller) =>
        database.ApiTokens.Where(token => token.UserId == caller.UserId || (caller.IsAdministrator && token.UserId == null));
}
