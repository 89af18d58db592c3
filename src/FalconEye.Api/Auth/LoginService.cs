using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Identity;

namespace FalconEye.Api.Auth;

/// <summary>Checks who somebody says they are, slowing down those who guess.</summary>
internal sealed partial class LoginService(
    UserManager<User> users, SecondFactor secondFactor, LoginThrottle throttle, PasswordGate gate, TimeProvider time, ILogger<LoginService> logger)
{
    /// <summary>
    /// Hashed when there is no such user, or one without a password, so that the time of the answer does not tell who has an account.
    /// </summary>
    private static readonly string NobodysHash = new PasswordHasher<User>().HashPassword(new User(), Secret.New());

    /// <summary>When to come back if too many attempts for the same name wait.</summary>
    private static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(5);

    /// <summary>Checks a password and, where there is one, the second factor.</summary>
    internal async Task<LoginOutcome> CheckAsync(LoginRequest request, HttpContext context, CancellationToken cancellationToken)
    {
        var (name, address) = (request.UserName!, ClientAddress.SiteOf(context));
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
        var user = await users.FindByNameAsync(name);
        if (!await IsPasswordOfAsync(user, request.Password!, cancellationToken) || user is null)
        {
            LogRefused(address);
            return new(LoginResult.Wrong) { User = user, Wait = throttle.WaitFor(name, address) };
        }

        if (user.TwoFactorEnabled && string.IsNullOrWhiteSpace(request.Code))
        {
            throttle.Succeed(name, address);
            return new(LoginResult.CodeNeeded);
        }

        if (user.TwoFactorEnabled && !await IsCodeOfAsync(user, request.Code!, cancellationToken))
        {
            LogRefused(address);
            return new(LoginResult.WrongCode) { User = user, Wait = throttle.WaitFor(name, address) };
        }

        throttle.Succeed(name, address);
        throttle.Recognise(name, address);
        return user.Role == UserRole.None ? new(LoginResult.NoRole) : new(LoginResult.Right) { User = user };
    }

    /// <summary>Checks the password of somebody who is logged in already, before something that only they may do.</summary>
    internal async Task<LoginOutcome> ConfirmAsync(User user, string password, HttpContext context, CancellationToken cancellationToken)
    {
        var (name, address) = (user.UserName!, ClientAddress.SiteOf(context));
        if (throttle.WaitFor(name, address) is var wait && wait > TimeSpan.Zero)
        {
            return new(LoginResult.Locked) { Wait = wait };
        }

        throttle.Fail(name, address);
        if (!await IsPasswordOfAsync(user, password, cancellationToken))
        {
            return new(LoginResult.Wrong);
        }

        throttle.Succeed(name, address);
        return new(LoginResult.Right) { User = user };
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
