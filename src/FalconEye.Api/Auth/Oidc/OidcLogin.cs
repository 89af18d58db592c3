using System.Security.Claims;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Auth.Keys;
using FalconEye.Api.Auth.Login;
using FalconEye.Api.Auth.Sessions;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Oidc;

/// <summary>
/// Lets in whom the provider has recognised. A user is known by issuer and subject, which no one else can have, and never by a name: who
/// is called like someone here is someone else (https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability).
/// </summary>
internal sealed partial class OidcLogin(
    OidcOptions options,
    FalconEyeContext database,
    UserManager<User> users,
    Revocation revocation,
    ActiveRequests live,
    LoginLog log,
    TimeProvider time,
    ILogger<OidcLogin> logger)
{
    /// <summary>The most users who may wait for a role, so that a provider for everyone cannot fill the database.</summary>
    private const int MaxWaiting = 100;

    private const int MaxNameLength = 64;
    private static readonly string[] NameClaims = ["preferred_username", "email", "name", "sub"];

    /// <summary>Begins a session.</summary>
    /// <returns>Why there is none, or <see langword="null"/>.</returns>
    internal async Task<OidcProblem?> LetInAsync(ClaimsPrincipal person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!await database.Users.AnyAsync(cancellationToken))
        {
            return OidcProblem.Setup;
        }

        var subject = person.FindFirst("sub")!;
        var mapped = options.RoleClaim is null ? (UserRole?)null : OidcRoles.RoleOf(person, options);
        var user = await users.FindByLoginAsync(subject.Issuer, subject.Value) ?? await AddAsync(person, subject, mapped ?? UserRole.None, cancellationToken);
        if (user is not null && mapped is { } role && role != user.Role)
        {
            if (!await ChangeRoleAsync(user, role, cancellationToken))
            {
                return OidcProblem.Failed;
            }
        }

        if (user is null || user.Role == UserRole.None)
        {
            LogRefused(NameOf(person), options.Name);
            await log.RefusedAsync(ClientAddress.SiteOf(context), user?.UserName, TimeSpan.Zero, cancellationToken);
            return OidcProblem.Refused;
        }

        await LoginEndpoints.StartSessionAsync(user, context, database, log, time, isByProvider: true, wrongCodes: 0, cancellationToken);
        return null;
    }

    /// <summary>Gives a user the role that the provider says, and ends what a higher one allowed.</summary>
    /// <returns>Whether it was stored; not when another request changed the user at the same moment.</returns>
    private async Task<bool> ChangeRoleAsync(User user, UserRole role, CancellationToken cancellationToken)
    {
        user.Role = role;
        user.CameraIds = role == UserRole.Administrator ? null : user.CameraIds;
        if (!(await users.UpdateAsync(user)).Succeeded)
        {
            return false;
        }

        await revocation.EndTokensAboveAsync(user, cancellationToken);
        live.End(new(UserId: user.Id));
        return true;
    }

    /// <summary>Adds someone who comes for the first time. Without a mapping they wait for a role, in the list of users.</summary>
    /// <returns><see langword="null"/> for whom the mapping gives no role, and when too many wait.</returns>
    private async Task<User?> AddAsync(ClaimsPrincipal person, Claim subject, UserRole role, CancellationToken cancellationToken)
    {
        var isRefused = role == UserRole.None
            && (options.RoleClaim is not null || await database.Users.CountAsync(user => user.Role == UserRole.None, cancellationToken) >= MaxWaiting);
        if (isRefused)
        {
            return null;
        }

        var name = await FreeNameAsync(NameOf(person));
        var user = new User
        {
            Id = Guid.NewGuid(),
            UserName = name,
            NormalizedUserName = users.NormalizeName(name),
            SecurityStamp = Secret.New(),
            Role = role,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        database.Users.Add(user);
        database.Set<IdentityUserLogin<Guid>>().Add(
            new() { LoginProvider = subject.Issuer, ProviderKey = subject.Value, ProviderDisplayName = options.Name, UserId = user.Id });
        await database.SaveChangesAsync(cancellationToken);
        return user;
    }

    /// <summary>The name, or, when someone here has it, the name with the provider's behind it.</summary>
    private async Task<string> FreeNameAsync(string name)
    {
        for (var number = 1; ; number++)
        {
            var suffix = number switch { 1 => "", 2 => $" ({options.Name})", _ => $" ({options.Name} {number - 1})" };
            var candidate = name[..Math.Min(name.Length, Math.Max(1, MaxNameLength - suffix.Length))].TrimEnd() + suffix;
            if (await users.FindByNameAsync(candidate) is null)
            {
                return candidate;
            }
        }
    }

    private static string NameOf(ClaimsPrincipal person)
    {
        var name = NameClaims.Select(claim => person.FindFirst(claim)?.Value).First(value => !string.IsNullOrWhiteSpace(value))!;
        return new string([.. name.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter))]).Trim() is { Length: > 0 } clean ? clean : "somebody";
    }

    [LoggerMessage(LogLevel.Warning, "{Person}, who came by {Provider}, was refused: they have no role here")]
    private partial void LogRefused(string person, string provider);
}
