using FalconEye.Api.Problems;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth;

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
        Caller caller, UserManager<User> users, ServerOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var user = await users.FindByIdAsync(caller.UserId!.Value.ToString());
        if (user!.PasswordHash is null)
        {
            return Problem.Conflict("You log in without a password of FalconEye's own: the second factor is a matter of who recognises you there.");
        }

        if (user.TwoFactorEnabled)
        {
            return Problem.Conflict("There is a second factor already. Remove it first.");
        }

        try
        {
            await users.ResetAuthenticatorKeyAsync(user);
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
        ConfirmTotpRequest request, Caller caller, UserManager<User> users, SecondFactor secondFactor, CancellationToken cancellationToken)
    {
        var user = await users.FindByIdAsync(caller.UserId!.Value.ToString());
        var code = request.Code!.Replace(" ", "", StringComparison.Ordinal);
        if (user!.TwoFactorEnabled || !await secondFactor.TakeAsync(user, code, cancellationToken))
        {
            return Problem.Invalid("code", "This is not the code that the app shows now. Is the clock of your phone right?");
        }

        await users.SetTwoFactorEnabledAsync(user, true);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        return TypedResults.Ok(new RecoveryCodesResponse([.. codes!]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveTotp(
        PasswordRequest request, HttpContext context, Caller caller, UserManager<User> users, LoginService login, CancellationToken cancellationToken)
    {
        var user = await users.FindByIdAsync(caller.UserId!.Value.ToString());
        var outcome = await login.ConfirmAsync(user!, request.Password!, context, cancellationToken);
        if (outcome.Result == LoginResult.Locked)
        {
            return LoginEndpoints.Locked(context, outcome.Wait);
        }

        if (outcome.Result != LoginResult.Right)
        {
            return Problem.Invalid("password", "This is not your password.");
        }

        await users.RemoveTwoFactorAsync(user!);
        return TypedResults.NoContent();
    }

    /// <summary>Takes a person's second factor away.</summary>
    internal static async Task RemoveTwoFactorAsync(this UserManager<User> users, User user)
    {
        user.LastTotpStep = null;
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
    }
}
