using FalconEye.Data.Auth;

namespace FalconEye.Api.Auth;

/// <summary>How a login ended.</summary>
/// <param name="Result">Whether it was right.</param>
internal sealed record LoginOutcome(LoginResult Result)
{
    /// <summary>Who logged in.</summary>
    internal User? User { get; init; }

    /// <summary>How long attempts are refused.</summary>
    internal TimeSpan Wait { get; init; }
}
