using FalconEye.Api.Auth.Keys;
using FalconEye.Data.Auth;

namespace FalconEye.Api.Auth.Tokens;

/// <summary>Makes tokens of programs.</summary>
internal static class ApiTokens
{
    /// <summary>What each starts with, so that users, and programs that look for leaked secrets, know one when they see it.</summary>
    private const string Prefix = "falcon_";

    /// <summary>The most tokens that a user has.</summary>
    internal const int MaxPerUser = 50;

    /// <summary>Whether a text looks like a token, and not like a password or a link's.</summary>
    internal static bool IsToken(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The cameras that a token may use: of its own those that its owner still may; <see langword="null"/> for all.</summary>
    internal static IReadOnlyList<Guid>? CamerasOf(ApiToken? token, User? owner) => (token?.CameraIds, owner?.CameraIds) switch
    {
        (null, var theirs) => theirs,
        (var its, null) => its,
        var (its, theirs) => [.. its.Intersect(theirs)],
    };

    /// <returns>What is stored, and the token itself, which is shown once.</returns>
    internal static (ApiToken Stored, string Text) Make(
        string name, UserRole role, IReadOnlyList<Guid>? cameraIds, Guid? userId, DateTime now, TimeSpan? lifetime)
    {
        var text = Prefix + Secret.New();
        var stored = new ApiToken
        {
            Id = Guid.NewGuid(),
            UserId = userId,
            Name = name,
            TokenHash = Secret.Hash(text),
            Role = role,
            CameraIds = cameraIds,
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        };
        return (stored, text);
    }
}
