using FalconEye.Api.Auth.Login;
using FalconEye.Api.Auth.Sessions;
using FalconEye.Api.Auth.Users;
using FalconEye.Api.Problems;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.SecondFactors;

/// <summary>One's own second factor: codes of an authenticator app (RFC 6238).</summary>
internal static class TotpEndpoints
{
    private const int RecoveryCodes = 10;

    internal static RouteGroupBuilder MapTotp(this RouteGroupBuilder auth)
    {
        auth.MapPost("/totp", BeginTotp).RequireAuthorization(Policies.Person);
        auth.MapPost("/totp/confirm", ConfirmTotp).RequireAuthorization(Policies.Person);
        auth.MapPost("/totp/remove", RemoveTotp).RequireAuthorization(Policies.Person);
        return auth;
    }

    /// <summary>Makes a key, which counts once a code of it was shown.</summary>
    private static async Task<Results<Ok<TotpKeyResponse>, ProblemHttpResult>> BeginTotp(
        PasswordRequest request,
        HttpContext context,
        Caller caller,
        UserManager<User> users,
        Confirmation confirmation,
        ServerOptions options,
        CancellationToken cancellationToken)
    {
        var user = await users.FindByIdAsync(caller.UserId!.Value.ToString());
        if (user!.PasswordHash is null)
        {
            return Problem.Conflict("You log in without a password of FalconEye's own: the second factor is a matter of who recognises you there.");
        }

        if (user.TwoFactorEnabled)
        {
            return Problem.Conflict("There is a second factor already. Remove it first.");
        }

        if (await confirmation.CheckPasswordAsync(user, request.Password, "password", context, cancellationToken) is { } refused)
        {
            return refused;
        }

        try
        {
            var reset = await users.ResetAuthenticatorKeyAsync(user);
            if (!reset.Succeeded)
            {
                return reset.ToProblem();
            }
        }
        catch (DbUpdateException)
        {
            return Problem.Conflict("A key was made for you at the same moment. Try again.");
        }

        var key = (await users.GetAuthenticatorKeyAsync(user))!;
        var (issuer, name) = (Uri.EscapeDataString(options.AppName), Uri.EscapeDataString(user.UserName!));
        return TypedResults.Ok(new TotpKeyResponse(key, $"otpauth://totp/{issuer}:{name}?secret={key}&issuer={issuer}&digits=6"));
    }

    private static async Task<Results<Ok<RecoveryCodesResponse>, ProblemHttpResult>> ConfirmTotp(
        ConfirmTotpRequest request,
        HttpContext context,
        Caller caller,
        UserManager<User> users,
        SecondFactor secondFactor,
        CodeLimit codes,
        Revocation revocation,
        CancellationToken cancellationToken)
    {
        var user = (await users.FindByIdAsync(caller.UserId!.Value.ToString()))!;
        var code = request.Code!.Replace(" ", "", StringComparison.Ordinal);
        if (!user.TwoFactorEnabled && await codes.CountAsync(user, cancellationToken) is var wait && wait > TimeSpan.Zero)
        {
            return LoginEndpoints.CodesLocked(context, wait);
        }

        if (user.TwoFactorEnabled || !await secondFactor.TakeAsync(user, code, cancellationToken))
        {
            return Problem.Invalid("code", "This is not the code that the app shows now. Is the clock of your phone right?");
        }

        var enabled = await users.SetTwoFactorEnabledAsync(user, true);
        if (!enabled.Succeeded)
        {
            return enabled.ToProblem();
        }

        await codes.ResetAsync(user, cancellationToken);
        var recovery = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);

        // A session that began without the second factor must not outlast its introduction.
        await revocation.EndAsync(user, caller.SessionId, keepTokens: true, cancellationToken);
        return TypedResults.Ok(new RecoveryCodesResponse([.. recovery!]));
    }

    /// <summary>Who knows the password and has someone's session must not get rid of the factor that they lack.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveTotp(
        RemoveTotpRequest request,
        HttpContext context,
        Caller caller,
        UserManager<User> users,
        Confirmation confirmation,
        CancellationToken cancellationToken)
    {
        var user = (await users.FindByIdAsync(caller.UserId!.Value.ToString()))!;
        if (await confirmation.CheckAllAsync(user, request.Password, request.Code, context, cancellationToken) is { } refused)
        {
            return refused;
        }

        var removed = await users.RemoveTwoFactorAsync(user);
        return removed.Succeeded ? TypedResults.NoContent() : removed.ToProblem();
    }

    /// <summary>Takes a user's second factor away.</summary>
    internal static async Task<IdentityResult> RemoveTwoFactorAsync(this UserManager<User> users, User user)
    {
        user.LastTotpStep = null;
        var disabled = await users.SetTwoFactorEnabledAsync(user, false);
        return disabled.Succeeded ? await users.ResetAuthenticatorKeyAsync(user) : disabled;
    }
}
