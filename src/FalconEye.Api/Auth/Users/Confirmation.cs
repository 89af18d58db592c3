using FalconEye.Api.Auth.Http;
using FalconEye.Api.Auth.Login;
using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Users;

/// <summary>
/// Asks a user who is logged in for the password again, before something by which a stolen session would become more than a session.
/// </summary>
internal sealed class Confirmation(LoginService login, LoginLog log, FalconEyeContext database, TimeProvider time)
{
    /// <summary>A user without a password of ours confirms by having logged in a moment ago.</summary>
    private static readonly TimeSpan FreshLogin = TimeSpan.FromMinutes(15);

    /// <summary>Checks the password.</summary>
    /// <param name="user">The user.</param>
    /// <param name="password">What they entered.</param>
    /// <param name="field">The field of the request that it was entered in.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    internal async Task<ProblemHttpResult?> CheckPasswordAsync(
        User user, string? password, string field, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(password))
        {
            return Problem.Invalid(field, "Enter your password.");
        }

        return await ProblemOfAsync(await login.ConfirmAsync(user, password, context, cancellationToken), field, context, cancellationToken);
    }

    /// <summary>Checks the password and, where there is a second factor, its code; without a password, that the login is recent.</summary>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    internal async Task<ProblemHttpResult?> CheckAllAsync(
        User user, string? password, string? code, HttpContext context, CancellationToken cancellationToken)
    {
        if (user.PasswordHash is null)
        {
            return await HasFreshLoginAsync(Caller.Of(context.User).SessionId, cancellationToken)
                ? null
                : Problem.Forbidden("This needs a recent login. Log out, log in again, and do it within 15 minutes.");
        }

        if (await CheckPasswordAsync(user, password, "password", context, cancellationToken) is { } problem)
        {
            return problem;
        }

        return user.TwoFactorEnabled
            ? await ProblemOfAsync(await login.CheckCodeAsync(user, code, cancellationToken), "password", context, cancellationToken)
            : null;
    }

    private async Task<ProblemHttpResult?> ProblemOfAsync(
        LoginOutcome outcome, string passwordField, HttpContext context, CancellationToken cancellationToken)
    {
        if (outcome.Result is LoginResult.Wrong or LoginResult.WrongCode)
        {
            await log.ConfirmationRefusedAsync(outcome.User!.UserName!, ClientAddress.Of(context).ToString(), cancellationToken);
        }

        return outcome.Result switch
        {
            LoginResult.Right => null,
            LoginResult.Locked => LoginEndpoints.Locked(context, outcome.Wait),
            LoginResult.CodesLocked => LoginEndpoints.CodesLocked(context, outcome.Wait),
            LoginResult.CodeNeeded => Problem.Invalid("code", "Enter the code of your authenticator app."),
            LoginResult.WrongCode => Problem.Invalid("code", LoginEndpoints.WrongCode),
            _ => Problem.Invalid(passwordField, "This is not your password."),
        };
    }

    private async Task<bool> HasFreshLoginAsync(Guid? sessionId, CancellationToken cancellationToken)
    {
        var earliest = time.GetUtcNow().UtcDateTime - FreshLogin;
        return await database.Sessions.AnyAsync(session => session.Id == sessionId && session.CreatedAt > earliest, cancellationToken);
    }
}
