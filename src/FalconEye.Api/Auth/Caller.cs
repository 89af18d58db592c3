using System.Security.Claims;
using FalconEye.Data.Auth;

namespace FalconEye.Api.Auth;

/// <summary>Who is calling, and which cameras they may use. An endpoint asks for it by naming it as a parameter.</summary>
/// <param name="Name">The person's or token's name; <see langword="null"/> where nobody is asked.</param>
/// <param name="Cameras">The cameras that they may use; <see langword="null"/> for all.</param>
/// <param name="UserId">The person; <see langword="null"/> for programs that are nobody's.</param>
/// <param name="SessionId">The login; <see langword="null"/> for tokens.</param>
/// <param name="TokenId">The token, of programs that have one.</param>
internal sealed record Caller(string? Name, IReadOnlySet<Guid>? Cameras, Guid? UserId, Guid? SessionId, Guid? TokenId)
{
    /// <summary>The role of a camera's recorder.</summary>
    internal const string RecorderRole = "Recorder";

    /// <summary>The claim that names the login.</summary>
    internal const string SessionClaim = "session";

    private const string TokenClaim = "token";
    private const string CameraClaim = "camera";
    private const string AllCameras = "all";

    /// <summary>Whether the caller may see and change everything.</summary>
    internal bool IsAdministrator { get; private init; }

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
            IsAdministrator = principal.IsInRole(nameof(UserRole.Administrator)),
        };

        Guid? IdOf(string claim) => Guid.TryParse(principal.FindFirstValue(claim), out var id) ? id : null;
    }

    /// <summary>Describes a caller for the rest of a request.</summary>
    /// <param name="scheme">How they were recognised.</param>
    /// <param name="role">One of <see cref="UserRole"/>, or <see cref="RecorderRole"/>.</param>
    /// <param name="name">Their name.</param>
    /// <param name="cameras">The cameras that they may use; <see langword="null"/> for all.</param>
    /// <param name="userId">The person.</param>
    /// <param name="sessionId">The login.</param>
    /// <param name="tokenId">The token.</param>
    internal static ClaimsPrincipal Identify(
        string scheme, string role, string? name, IEnumerable<Guid>? cameras, Guid? userId = null, Guid? sessionId = null, Guid? tokenId = null)
    {
        List<Claim> claims = [new(ClaimTypes.Role, role)];
        claims.AddRange(cameras is null ? [new Claim(CameraClaim, AllCameras)] : cameras.Select(id => new Claim(CameraClaim, id.ToString())));
        Add(ClaimTypes.Name, name);
        Add(ClaimTypes.NameIdentifier, userId?.ToString());
        Add(SessionClaim, sessionId?.ToString());
        Add(TokenClaim, tokenId?.ToString());
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
