using System.Net;
using System.Security.Claims;
using System.Text;
using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Links;
using FalconEye.Api.Auth.Login;
using FalconEye.Api.Auth.Passwords;
using FalconEye.Api.Auth.Sessions;
using FalconEye.Api.Auth.Tokens;
using FalconEye.Api.Edge;
using FalconEye.Data;
using FalconEye.Rtsp.Server;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Cameras.Live.Rtsp;

/// <summary>What a player may see.</summary>
/// <param name="Status">200, or why nothing: 401, 403, 404 or 503.</param>
/// <param name="CameraId">The camera.</param>
/// <param name="Stream">Which of its streams.</param>
/// <param name="Context">The request as one of HTTP, for the limits of streams.</param>
internal readonly record struct RtspGrant(int Status, Guid CameraId = default, StreamKind Stream = StreamKind.Main, HttpContext? Context = null);

/// <summary>
/// Says which cameras a player of RTSP may see, by the rules of <c>/stream</c>. It shows an API token, or a link's, as <c>?token=</c> or as its
/// password, or a user's name and password: these only where no one else can read them.
/// </summary>
internal sealed class RtspAccess(IServiceScopeFactory scopes, LongRequests limits, ActiveRequests requests, TimeProvider time)
{
    private const string Basic = "Basic ";
    private const string Bearer = "Bearer ";
    private const int MaxNameLength = 64;

    /// <summary>A password is asked for again after this time, as a link is; players open the stream again by themselves.</summary>
    private static readonly TimeSpan MaxStreamLifetime = TimeSpan.FromHours(24);

    /// <summary>Bounds the streams of a caller.</summary>
    internal LongRequests Limits => limits;

    /// <summary>Cuts a stream off with its caller's login or token.</summary>
    internal ActiveRequests Requests => requests;

    /// <summary>Answers a player.</summary>
    internal async Task<RtspGrant> CheckAsync(RtspRequest request, PlayerConnection player, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var credential = Credential.Of(request);
        var camera = credential.IsLink ? await FindAsync(request.Path, services, cancellationToken) : null;
        var context = ContextOf(credential, camera, player.Remote, services);
        if (await IdentifyAsync(context, credential, player, services, cancellationToken) is not { } principal)
        {
            return new(StatusCodes.Status401Unauthorized);
        }

        context.User = principal;
        if (!(await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(principal, Policies.Viewer)).Succeeded)
        {
            return new(StatusCodes.Status403Forbidden);
        }

        camera ??= await FindAsync(request.Path, services, cancellationToken);
        if (camera is not { } id || !Caller.Of(principal).MayUse(id))
        {
            return new(StatusCodes.Status404NotFound);
        }

        if (StreamKinds.Parse(QueryHelpers.ParseQuery(request.Query).GetValueOrDefault(StreamKinds.Parameter)) is not { } stream)
        {
            return new(StatusCodes.Status404NotFound);
        }

        var snapshots = services.GetRequiredService<CameraSnapshots>();
        return await snapshots.FindRefusalAsync(id, cancellationToken) is null
            ? new(StatusCodes.Status200OK, id, await snapshots.ChooseAsync(id, stream, cancellationToken), context)
            : new(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>By id, or by name where that is one camera's alone.</summary>
    private static async Task<Guid?> FindAsync(string path, IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<FalconEyeContext>();
        if (Guid.TryParse(path, out var id))
        {
            return await database.Cameras.AnyAsync(camera => camera.Id == id, cancellationToken) ? id : null;
        }

        var named = await database.Cameras
            .Where(camera => camera.Slug == path || camera.Name == path)
            .Select(camera => camera.Id)
            .Take(2)
            .ToListAsync(cancellationToken);
        return named.Count == 1 ? named[0] : null;
    }

    /// <summary>The request as it would be over HTTP: a link is to the camera's <c>/stream</c>.</summary>
    private static DefaultHttpContext ContextOf(Credential credential, Guid? camera, IPAddress player, IServiceProvider services)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = $"/api/cameras/{camera}/stream";
        context.Connection.RemoteIpAddress = player;
        if (credential.Token is { } token)
        {
            if (credential.IsLink)
            {
                context.Request.QueryString = QueryString.Create(StreamLinks.Parameter, token);
            }
            else
            {
                context.Request.Headers.Authorization = Bearer + token;
            }
        }

        return context;
    }

    private async Task<ClaimsPrincipal?> IdentifyAsync(
        DefaultHttpContext context, Credential credential, PlayerConnection player, IServiceProvider services, CancellationToken cancellationToken)
    {
        var result = await context.AuthenticateAsync(AuthSchemes.Any);
        if (result.Succeeded)
        {
            return result.Principal;
        }

        if (credential.Password is not { Length: > 0 and <= PasswordRules.MaxLength } password
            || credential.UserName is not { Length: > 0 and <= MaxNameLength } name
            || !(player.IsEncrypted || IPAddress.IsLoopback(player.Remote)))
        {
            return null;
        }

        var login = await services.GetRequiredService<LoginService>().CheckAsync(new LoginRequest { UserName = name, Password = password }, context, cancellationToken);
        return login is { Result: LoginResult.Right, User: { } user }
            ? Caller.Identify(
                AuthSchemes.Session, user.Role.ToString(), user.UserName, ApiTokens.CamerasOf(null, user), user.Id, until: time.GetUtcNow() + MaxStreamLifetime)
            : null;
    }

    /// <summary>What a player shows of itself.</summary>
    /// <param name="Token">A token, or a link's.</param>
    /// <param name="IsLink">Whether the token is a link's.</param>
    /// <param name="UserName">A name.</param>
    /// <param name="Password">Its password, when that is no token.</param>
    private sealed record Credential(string? Token, bool IsLink, string? UserName, string? Password)
    {
        private static readonly Credential None = new(null, false, null, null);

        internal static Credential Of(RtspRequest request)
        {
            if (request.Authorization is { } header && header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && ReadBasic(header[Basic.Length..].Trim()) is var (name, password))
            {
                return ApiTokens.IsToken(password) ? new(password, false, null, null) : new(null, false, name, password);
            }

            return QueryHelpers.ParseQuery(request.Query).TryGetValue(StreamLinks.Parameter, out var values) && values.FirstOrDefault() is { Length: > 0 } token
                ? new(token, !ApiTokens.IsToken(token), null, null)
                : None;
        }

        private static (string Name, string Password)? ReadBasic(string text)
        {
            var bytes = new byte[text.Length];
            return Convert.TryFromBase64String(text, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var name, var password]
                ? (name, password)
                : null;
        }
    }
}
