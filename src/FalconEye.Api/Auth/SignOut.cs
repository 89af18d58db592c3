namespace FalconEye.Api.Auth;

/// <summary>Whose requests end; who fits all that is given.</summary>
/// <param name="UserId">A person's.</param>
/// <param name="SessionId">Those of one login.</param>
/// <param name="TokenId">Those of a token.</param>
/// <param name="KeptSessionId">Of logins, all but this one's.</param>
internal sealed record SignOut(Guid? UserId = null, Guid? SessionId = null, Guid? TokenId = null, Guid? KeptSessionId = null)
{
    /// <summary>Whether a caller is meant.</summary>
    internal bool Concerns(Caller caller) =>
        (UserId is null || caller.UserId == UserId)
        && (SessionId is null || caller.SessionId == SessionId)
        && (TokenId is null || caller.TokenId == TokenId)
        && (KeptSessionId is null || (caller.SessionId is { } session && session != KeptSessionId));
}
