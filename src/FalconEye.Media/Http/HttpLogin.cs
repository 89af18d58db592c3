using FalconEye.Contracts.Cameras;
using FalconEye.Rtsp.Messages;

namespace FalconEye.Media.Http;

/// <summary>Authenticates requests to a camera: not until the camera asks for it, then by Digest or Basic.</summary>
/// <param name="address">The address with the credentials.</param>
internal sealed class HttpLogin(SourceAddress address)
{
    /// <summary>The most cookies of a camera, and the longest one in characters.</summary>
    private const int MaxCookies = 16;
    private const int MaxCookieLength = 1024;

    private readonly Dictionary<string, string> _cookies = [];
    private readonly Authorization _authorization = new(address.UserName, address.Password);
    private bool _hasWorked;

    /// <summary>
    /// Takes the challenges of a 401. An answer that was refused is given again only where the camera says that it was too old, or took it
    /// before: anything else is a wrong password, and cameras lock a user out after a few.
    /// </summary>
    /// <param name="head">The response.</param>
    /// <returns>False when there are no credentials, no challenge that is understood, or the answer was refused.</returns>
    internal bool Take(HttpHead head)
    {
        var challenges = Challenge.Parse(head.Values("WWW-Authenticate"));
        var mayAnswer = address.UserName.Length > 0
            && (!_authorization.HasChallenge || _hasWorked || challenges.Any(challenge => challenge.IsStale));
        _hasWorked = false;
        return mayAnswer && _authorization.Take(challenges, allowBasic: true);
    }

    /// <summary>The <c>Cookie</c> header of a request; <see langword="null"/> when the camera has set none.</summary>
    internal string? Cookies => _cookies.Count == 0 ? null : string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    /// <summary>Takes the cookies that a response sets: some cameras redirect until they get theirs back. All requests go to one host.</summary>
    /// <param name="head">The response.</param>
    internal void TakeCookies(HttpHead head)
    {
        foreach (var header in head.Values("Set-Cookie"))
        {
            var pair = header.Split(';', 2)[0].Split('=', 2, StringSplitOptions.TrimEntries);
            var isUsable = pair.Length == 2 && pair[0].Length > 0 && header.Length <= MaxCookieLength && header.All(c => c is >= ' ' and <= '~');
            if (isUsable && (_cookies.Count < MaxCookies || _cookies.ContainsKey(pair[0])))
            {
                _cookies[pair[0]] = pair[1];
            }
        }
    }

    /// <summary>Notes that the camera took the last request.</summary>
    internal void RecordSuccess() => _hasWorked = true;

    /// <summary>The <c>Authorization</c> header of a request; <see langword="null"/> until the camera has asked for one.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="target">Path and query as in the request line.</param>
    internal string? Answer(string method, string target) => _authorization.Answer(method, target);
}
