using System.Globalization;
using System.Security.Claims;
using FalconEye.Data.Auth;

namespace FalconEye.Api.Auth;

/// <summary>Who is calling, and which cameras they may use. An endpoint asks for it by naming it as a parameter.</summary>
/// <param name="Name">The user's or token's name; <see langword="null"/> where logins are off.</param>
/// <param name="Cameras">The cameras that they may use; <see langword="null"/> for all.</param>
/// <param name="UserId">The user; <see langword="null"/> for programs that are no one's.</param>
/// <param name="SessionId">The login; <see langword="null"/> for tokens.</param>
/// <param name="TokenId">The token, of programs that have one.</param>
internal sealed record Caller(string? Name, IReadOnlySet<Guid>? Cameras, Guid? UserId, Guid? SessionId, Guid? TokenId)
{
    /// <summary>The role of a camera's recorder.</summary>
    internal const string RecorderRole = "Recorder";

    /// <summary>The claim that names the login.</summary>
    internal const string SessionClaim = "session";

    /// <summary>The claim that names the API token.</summary>
    internal const string TokenClaim = "token";

    /// <summary>The claims that name the cameras; <see cref="AllCameras"/> for all of them.</summary>
    internal const string CameraClaim = "camera";

    /// <summary>The value of <see cref="CameraClaim"/> of a caller who may use all cameras.</summary>
    internal const string AllCameras = "all";

    private const string LinkSessionClaim = "link_session";
    private const string UntilClaim = "until";

    /// <summary>The server itself, for what it does without being asked.</summary>
    internal static Caller Server { get; } = new(null, null, null, null, null) { IsAdministrator = true, IsOperator = true };

    /// <summary>Whether the caller may see and change everything: an administrator who is not limited to some cameras.</summary>
    internal bool IsAdministrator { get; private init; }

    /// <summary>Whether the caller may change cameras: an operator or an administrator.</summary>
    internal bool IsOperator { get; private init; }

    /// <summary>Whether the caller may report what became of recordings: their recorder, or an administrator.</summary>
    internal bool MayReportRecordings { get; private init; }

    /// <summary>Whether the caller shows a signed link.</summary>
    internal bool IsLink { get; private init; }

    /// <summary>The login in which the link that the caller shows was made.</summary>
    internal Guid? LinkSessionId { get; private init; }

    /// <summary>When a request of this caller ends at the latest, however long it streams; <see langword="null"/> for no such time.</summary>
    internal DateTimeOffset? Until { get; private init; }

    /// <summary>Whether the caller may use a camera; what belongs to no camera any more is for those who may use all.</summary>
    internal bool MayUse(Guid? cameraId) => Cameras is null || (cameraId is { } id && Cameras.Contains(id));

    /// <summary>Reads the caller of a request. ASP.NET Core calls this for parameters.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));

    /// <summary>Reads what <see cref="Identify"/> wrote. Who has no camera named has none.</summary>
    internal static Caller Of(ClaimsPrincipal principal)
    {
        var cameras = principal.FindAll(CameraClaim).Select(claim => claim.Value).ToList();
        return new(
            principal.Identity?.Name,
            cameras.Contains(AllCameras) ? null : cameras.Select(Guid.Parse).ToHashSet(),
            IdOf(ClaimTypes.NameIdentifier),
            IdOf(SessionClaim),
            IdOf(TokenClaim))
        {
            IsAdministrator = principal.IsInRole(nameof(UserRole.Administrator)) && cameras.Contains(AllCameras),
            IsOperator = principal.IsInRole(nameof(UserRole.Administrator)) || principal.IsInRole(nameof(UserRole.Operator)),
            MayReportRecordings = principal.IsInRole(RecorderRole)
                || (principal.IsInRole(nameof(UserRole.Administrator)) && cameras.Contains(AllCameras)),
            IsLink = principal.Identity?.AuthenticationType == AuthSchemes.Link,
            LinkSessionId = IdOf(LinkSessionClaim),
            Until = long.TryParse(principal.FindFirstValue(UntilClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var until)
                ? DateTimeOffset.FromUnixTimeMilliseconds(until)
                : null,
        };

        Guid? IdOf(string claim) => Guid.TryParse(principal.FindFirstValue(claim), out var id) ? id : null;
    }

    /// <summary>Describes a caller for the rest of a request.</summary>
    /// <param name="scheme">How they were recognised.</param>
    /// <param name="role">One of <see cref="UserRole"/>, or <see cref="RecorderRole"/>.</param>
    /// <param name="name">Their name.</param>
    /// <param name="cameras">The cameras that they may use; <see langword="null"/> for all.</param>
    /// <param name="userId">The user.</param>
    /// <param name="sessionId">The login.</param>
    /// <param name="tokenId">The token.</param>
    /// <param name="linkSessionId">For a link: the login in which it was made.</param>
    /// <param name="until">When requests end at the latest.</param>
    internal static ClaimsPrincipal Identify(
        string scheme,
        string role,
        string? name,
        IEnumerable<Guid>? cameras,
        Guid? userId = null,
        Guid? sessionId = null,
        Guid? tokenId = null,
        Guid? linkSessionId = null,
        DateTimeOffset? until = null)
    {
        List<Claim> claims = [new(ClaimTypes.Role, role)];
        claims.AddRange(cameras is null ? [new Claim(CameraClaim, AllCameras)] : cameras.Select(id => new Claim(CameraClaim, id.ToString())));
        Add(ClaimTypes.Name, name);
        Add(ClaimTypes.NameIdentifier, userId?.ToString());
        Add(SessionClaim, sessionId?.ToString());
        Add(TokenClaim, tokenId?.ToString());
        Add(LinkSessionClaim, linkSessionId?.ToString());
        Add(UntilClaim, until?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        return new(new ClaimsIdentity(claims, scheme));

        void Add(string type, string? value)
        {
            if (value is not null)
            {
                claims.Add(new(type, value));
            }
        }
    }
}
