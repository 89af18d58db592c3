using System.Security.Claims;
using System.Text.Encodings.Web;
using FalconEye.Api.Auth.Tokens;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FalconEye.Api.Auth.Links;

/// <summary>
/// Recognises a signed link: a viewer of the one address that it was made for, as long as its maker may use the camera and the session or
/// token that made it is valid.
/// </summary>
internal sealed class LinkHandler(
    StreamLinks links,
    FalconEyeContext database,
    TimeProvider time,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>How long a stream that was opened by a link continues after the link has expired.</summary>
    private static readonly TimeSpan MaxStreamLifetime = TimeSpan.FromHours(24);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var token = Request.Query[StreamLinks.Parameter].ToString();
        return (HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method))
            && links.Read(token) is var (maker, expires)
            && await IdentifyAsync(token, maker, expires, Context.RequestAborted) is { } principal
                ? AuthenticateResult.Success(new(principal, AuthSchemes.Link))
                : AuthenticateResult.Fail("The link has expired, is for another address, or its maker's login has ended.");
    }

    private async Task<ClaimsPrincipal?> IdentifyAsync(
        string text, LinkCreator maker, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var user = maker.UserId is { } userId
            ? await database.Users.AsNoTracking().FirstOrDefaultAsync(known => known.Id == userId && known.Role != UserRole.None, cancellationToken)
            : null;
        var token = maker.TokenId is { } tokenId
            ? await database.ApiTokens.AsNoTracking().FirstOrDefaultAsync(
                known => known.Id == tokenId && known.UserId == maker.UserId && (known.ExpiresAt == null || known.ExpiresAt > now), cancellationToken)
            : null;
        var isMakerValid = (maker.UserId is null || user is not null)
            && (maker.TokenId is null || token is not null)
            && (maker.SessionId is not { } sessionId || await database.Sessions.AnyAsync(
                known => known.Id == sessionId && known.UserId == maker.UserId && known.ExpiresAt > now, cancellationToken));
        if (!isMakerValid || !links.IsValid(StreamLinks.PathBelow(Request.Path.Value ?? ""), text, maker, expires, user?.SecurityStamp))
        {
            return null;
        }

        var until = expires + MaxStreamLifetime;
        return Caller.Identify(
            AuthSchemes.Link,
            nameof(UserRole.Viewer),
            "link",
            ApiTokens.CamerasOf(token, user),
            maker.UserId,
            tokenId: maker.TokenId,
            linkSessionId: maker.SessionId,
            until: token?.ExpiresAt < until ? token.ExpiresAt : until);
    }
}
