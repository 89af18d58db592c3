using System.Text.Encodings.Web;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Auth.Keys;
using FalconEye.Api.Auth.Workloads;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FalconEye.Api.Auth.Tokens;

/// <summary>Recognises programs by <c>Authorization: Bearer</c>: recorders by their credential, others by an API token.</summary>
internal sealed class BearerHandler(
    FalconEyeContext database,
    WorkloadCredentials workloads,
    UnknownTokenLimiter unknown,
    TimeProvider time,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Marks a request whose token was not looked up, since its address has shown too many that do not exist.</summary>
    internal static readonly object WasRefused = new();

    private const string Prefix = "Bearer ";
    private static readonly TimeSpan UsePrecision = TimeSpan.FromMinutes(1);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var token = header[Prefix.Length..].Trim();
        var principal = workloads.RecorderOf(token) is { } cameraId
            ? Caller.Identify(AuthSchemes.Bearer, Caller.RecorderRole, "recorder", [cameraId])
            : await FindTokenAsync(token);
        return principal is null
            ? AuthenticateResult.Fail("The token is unknown or has expired.")
            : AuthenticateResult.Success(new(principal, AuthSchemes.Bearer));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }

    private async Task<System.Security.Claims.ClaimsPrincipal?> FindTokenAsync(string token)
    {
        var (hash, now, address) = (Secret.Hash(token), time.GetUtcNow().UtcDateTime, ClientAddress.SiteOf(Context));
        if (unknown.Refuses(hash, address))
        {
            Context.Items[WasRefused] = true;
            return null;
        }

        var found = await (
            from known in database.ApiTokens.AsNoTracking()
            where known.TokenHash == hash
            join user in database.Users.AsNoTracking() on known.UserId equals user.Id into owners
            from owner in owners.DefaultIfEmpty()
            select new { Token = known, Owner = owner }).FirstOrDefaultAsync(Context.RequestAborted);
        if (found is null || found.Token.ExpiresAt <= now || found.Owner?.Role == UserRole.None)
        {
            unknown.Fail(address);
            return null;
        }

        unknown.Succeed(hash);
        if (found.Token.LastUsedAt is null || now - found.Token.LastUsedAt > UsePrecision)
        {
            await database.ApiTokens.Where(known => known.Id == found.Token.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(known => known.LastUsedAt, now), Context.RequestAborted);
        }

        return Identify(found.Token, found.Owner);
    }

    /// <summary>A token may do what its owner still may, and no more than it was made for.</summary>
    private static System.Security.Claims.ClaimsPrincipal Identify(ApiToken token, User? owner)
    {
        var role = owner is not null && owner.Role < token.Role ? owner.Role : token.Role;
        var name = owner is null ? token.Name : $"{owner.UserName} ({token.Name})";
        return Caller.Identify(
            AuthSchemes.Bearer, role.ToString(), name, ApiTokens.CamerasOf(token, owner), owner?.Id, tokenId: token.Id, until: token.ExpiresAt);
    }
}
