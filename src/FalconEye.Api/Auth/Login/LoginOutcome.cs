using FalconEye.Data.Auth;

namespace FalconEye.Api.Auth.Login;

/// <summary>How a login ended.</summary>
/// <param name="Result">Whether it was right.</param>
internal sealed record LoginOutcome(LoginResult Result)
{
    /// <summary>Whose login it is, also when it is wrong; <see langword="null"/> when no one has that name.</summary>
    internal User? User { get; init; }

    /// <summary>How many wrong codes there were since the last right one.</summary>
    internal int WrongCodes { get; init; }

    /// <summary>How long attempts are refused.</summary>
    internal TimeSpan Wait { get; init; }
}
