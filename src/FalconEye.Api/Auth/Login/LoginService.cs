using FalconEye.Api.Auth.Http;
using FalconEye.Api.Auth.Keys;
using FalconEye.Api.Auth.Passwords;
using FalconEye.Api.Auth.SecondFactors;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FalconEye.Api.Auth.Login;

/// <summary>Checks who someone says they are, slowing down those who guess.</summary>
internal sealed partial class LoginService(
    UserManager<User> users,
    SecondFactor secondFactor,
    CodeLimit codes,
    LoginThrottle throttle,
    PasswordHashLimiter gate,
    TimeProvider time,
    ILogger<LoginService> logger)
{
    /// <summary>
    /// Hashed when there is no such user, or one without a password, so that the time of the answer does not tell who has an account.
    /// </summary>
    private static readonly string NobodysHash =
        new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = PasswordRules.HashIterations }))
            .HashPassword(new User(), Secret.New());

    /// <summary>When to come back if too many attempts for the same name wait.</summary>
    private static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(5);

    /// <summary>Checks a password and, where there is one, the second factor.</summary>
    internal async Task<LoginOutcome> CheckAsync(LoginRequest request, HttpContext context, CancellationToken cancellationToken)
    {
        // As Identity finds the user by it: else each spelling of a name would have attempts of its own.
        var (name, address) = (users.NormalizeName(request.UserName!)!, ClientAddress.SiteOf(context));
        if (throttle.WaitFor(name, address) is var wait && wait > TimeSpan.Zero)
        {
            return new(LoginResult.Locked) { Wait = wait };
        }

        if (throttle.PauseFor(name, address) is not { } pause)
        {
            return new(LoginResult.Locked) { Wait = BusyWait };
        }

        // Counted before the hashing, so that attempts that come at once are not all free.
        throttle.Fail(name, address);
        await Task.Delay(pause, time, cancellationToken);
        var user = await users.FindByNameAsync(request.UserName!);
        if (!await IsPasswordOfAsync(user, request.Password!, cancellationToken) || user is null)
        {
            LogRefused(address);
            return new(LoginResult.Wrong) { User = user, Wait = throttle.WaitFor(name, address) };
        }

        var outcome = user.TwoFactorEnabled ? await CheckCodeAsync(user, request.Code, cancellationToken) : new(LoginResult.Right) { User = user };
        switch (outcome.Result)
        {
            case LoginResult.CodeNeeded or LoginResult.CodesLocked:
                throttle.TakeBack(name, address);
                return outcome;
            case LoginResult.WrongCode:
                LogRefused(address);
                return outcome;
            default:
                throttle.Succeed(name, address);
                throttle.Recognise(name, address);
                return user.Role == UserRole.None ? new(LoginResult.NoRole) : outcome;
        }
    }

    /// <summary>Checks the password of a user who is logged in already, before something that only they may do.</summary>
    internal async Task<LoginOutcome> ConfirmAsync(User user, string password, HttpContext context, CancellationToken cancellationToken)
    {
        var (name, address) = (users.NormalizeName(user.UserName!)!, ClientAddress.SiteOf(context));
        if (throttle.WaitFor(name, address) is var wait && wait > TimeSpan.Zero)
        {
            return new(LoginResult.Locked) { Wait = wait };
        }

        throttle.Fail(name, address);
        if (!await IsPasswordOfAsync(user, password, cancellationToken))
        {
            return new(LoginResult.Wrong) { User = user, Wait = throttle.WaitFor(name, address) };
        }

        throttle.Succeed(name, address);
        return new(LoginResult.Right) { User = user };
    }

    /// <summary>Checks a code of a user who has a second factor.</summary>
    internal async Task<LoginOutcome> CheckCodeAsync(User user, string? code, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return new(LoginResult.CodeNeeded) { User = user };
        }

        if (await codes.CountAsync(user, cancellationToken) is var wait && wait > TimeSpan.Zero)
        {
            return new(LoginResult.CodesLocked) { User = user, Wait = wait };
        }

        return await IsCodeOfAsync(user, code, cancellationToken)
            ? new(LoginResult.Right) { User = user, WrongCodes = await codes.ResetAsync(user, cancellationToken) }
            : new(LoginResult.WrongCode) { User = user, Wait = await codes.WaitForAsync(user, cancellationToken) };
    }

    private async Task<bool> IsPasswordOfAsync(User? user, string password, CancellationToken cancellationToken)
    {
        using var place = await gate.EnterAsync(cancellationToken);
        return user?.PasswordHash is null
            ? users.PasswordHasher.VerifyHashedPassword(new User(), NobodysHash, password) != PasswordVerificationResult.Failed
            : await users.CheckPasswordAsync(user, password);
    }

    /// <summary>Authenticator apps show "123 456", recovery codes look like XXXXX-XXXXX.</summary>
    private async Task<bool> IsCodeOfAsync(User user, string code, CancellationToken cancellationToken)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        return digits.Length == 6 && digits.All(char.IsAsciiDigit)
            ? await secondFactor.TakeAsync(user, digits, cancellationToken)
            : (await users.RedeemTwoFactorRecoveryCodeAsync(user, digits.ToUpperInvariant())).Succeeded;
    }

    [LoggerMessage(LogLevel.Warning, "A login from {Address} was refused")]
    private partial void LogRefused(string address);
}
