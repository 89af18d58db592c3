namespace FalconEye.Api.Auth.Sessions;

/// <summary>Which requests end: those of callers that match everything that is given.</summary>
/// <param name="UserId">A user's, those by links and tokens of theirs too.</param>
/// <param name="SessionId">Those of one login, and by links that were made in it.</param>
/// <param name="TokenId">Those of a token, and by links that it made.</param>
/// <param name="ResumedSessionId">Not those of this login.</param>
/// <param name="KeepsTokens">Not those of tokens.</param>
internal sealed record SignOut(
    Guid? UserId = null, Guid? SessionId = null, Guid? TokenId = null, Guid? ResumedSessionId = null, bool KeepsTokens = false)
{
    /// <summary>Whether the requests of a caller end.</summary>
    internal bool Concerns(Caller caller) =>
        (UserId is null || caller.UserId == UserId)
        && (SessionId is null || caller.SessionId == SessionId || caller.LinkSessionId == SessionId)
        && (TokenId is null || caller.TokenId == TokenId)
        && !IsKept(caller);

    private bool IsKept(Caller caller) =>
        (ResumedSessionId is { } kept && caller.SessionId == kept)
        || (KeepsTokens && caller is { TokenId: not null, IsLink: false });
}
