using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Identity;

namespace FalconEye.Api.Auth.Passwords;

/// <summary>
/// Which passwords are taken: long ones that are not common, as NIST SP 800-63B section 5.1.1 advises, instead of rules about digits and
/// capitals.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<User>
{
    /// <summary>
    /// Rounds of PBKDF2-HMAC-SHA512 for a password, as OWASP advises
    /// (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#pbkdf2). A hash with fewer is made again at login.
    /// </summary>
    internal const int HashIterations = 210_000;

    /// <summary>The fewest characters.</summary>
    internal const int MinLength = 10;

    /// <summary>The most characters: hashing takes time.</summary>
    internal const int MaxLength = 256;

    /// <summary>What must be left of a password without the user's name.</summary>
    private const int BesidesName = 6;

    /// <returns>What is wrong with a password, or <see langword="null"/>.</returns>
    internal static string? ProblemOf(string? password, string? userName)
    {
        if (password is null || password.Length < MinLength)
        {
            return $"A password has at least {MinLength} characters.";
        }

        if (password.Length > MaxLength)
        {
            return $"A password has at most {MaxLength} characters.";
        }

        if (userName is { Length: > 2 } && password.Replace(userName, "", StringComparison.OrdinalIgnoreCase) is var rest
            && rest.Length < password.Length && rest.Length < BesidesName)
        {
            return "This password is little more than the user name.";
        }

        return CommonPasswords.Contain(password)
            ? "This password is one of those that are tried first. Take a few words that do not belong together."
            : null;
    }

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) => Task.FromResult(
        ProblemOf(password, user.UserName) is { } problem
            ? IdentityResult.Failed(new IdentityError { Code = "password", Description = problem })
            : IdentityResult.Success);
}
