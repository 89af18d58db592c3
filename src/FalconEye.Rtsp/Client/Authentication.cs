using FalconEye.Rtsp.Messages;

namespace FalconEye.Rtsp.Client;

/// <summary>
/// Decides when a refused request is sent once more. A wrong password is sent once only, since cameras lock users out; a new nonce in mid-session is answered.
/// </summary>
internal sealed class Authentication(string? user, string? password, bool allowBasic)
{
    private const int MaximumStale = 2;

    private readonly Authorization? _authorization = user is null ? null : new Authorization(user, password ?? "");
    private bool _accepted;
    private int _stale;

    /// <summary>Whether the camera has asked for a login that can be answered.</summary>
    public bool IsChallenged => _authorization?.HasChallenge == true;

    /// <summary>Another connection begins, on which the camera may use another nonce.</summary>
    public void Reconnected() => _accepted = true;

    /// <summary>A new request begins.</summary>
    public void Begin() => _stale = 0;

    /// <summary>The camera has accepted the request.</summary>
    public void Accepted() => _accepted = _authorization?.HasChallenge == true;

    /// <summary>The camera has refused the request. Returns when it is worth another try.</summary>
    /// <exception cref="RtspException">It is not.</exception>
    public void Refused(RtspMessage response)
    {
        IReadOnlyList<Challenge> challenges = Challenge.Parse(response.Headers.All("WWW-Authenticate"));
        if (_authorization is null)
            throw Failures.PasswordMissing();
        bool isFirst = !_authorization.HasChallenge;
        string? before = _authorization.Nonce;
        if (!_authorization.Take(challenges, allowBasic))
            throw Failures.SchemeUnknown(challenges);
        bool isStale = challenges.Any(challenge => challenge.IsStale) || (_accepted && _authorization.Nonce != before);
        if (!isFirst && (!isStale || ++_stale > MaximumStale))
            throw Failures.Of("the login", response);
        _accepted = false;
    }

    /// <summary>The <c>Authorization</c> header of a request; <see langword="null"/> while the camera has not asked for one.</summary>
    public string? Answer(string method, string url) => _authorization?.Answer(method, url);
}
