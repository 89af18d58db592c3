namespace FalconEye.Api.Auth.Links;

/// <summary>Whose link it is; nothing is set for links of the server itself, and on a server without logins.</summary>
/// <param name="UserId">The user.</param>
/// <param name="SessionId">The login in which it was made.</param>
/// <param name="TokenId">The token that made it.</param>
internal sealed record LinkCreator(Guid? UserId, Guid? SessionId, Guid? TokenId)
{
    /// <summary>The server itself.</summary>
    internal static LinkCreator Server { get; } = new(null, null, null);

    internal static LinkCreator Of(Caller caller) => new(caller.UserId, caller.SessionId, caller.TokenId);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    internal static LinkCreator? Parse(string text) =>
        text.Split('-') is [var user, var session, var token] && Read(user, out var userId) && Read(session, out var sessionId) && Read(token, out var tokenId)
            ? new(userId, sessionId, tokenId)
            : null;

    /// <summary>The ids as a part of a link.</summary>
    public override string ToString() => $"{UserId:N}-{SessionId:N}-{TokenId:N}";

    private static bool Read(string text, out Guid? id)
    {
        id = Guid.TryParseExact(text, "N", out var known) ? known : null;
        return id is not null || text.Length == 0;
    }
}
