namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>How a simulated ONVIF device asks for its password.</summary>
public enum OnvifAuthentication
{
    /// <summary>By a fault; it takes a WS-Security UsernameToken and nothing else.</summary>
    UsernameToken,

    /// <summary>By 401 and a Digest challenge with MD5 (RFC 2617).</summary>
    HttpDigest,

    /// <summary>By 401 and a Digest challenge with SHA-256 (RFC 7616).</summary>
    HttpDigestSha256,

    /// <summary>By 401 and a Basic challenge.</summary>
    HttpBasic,

    /// <summary>
    /// By a fault, like <see cref="UsernameToken"/>; a wrong token is answered with 401 and a Digest challenge, as some makers' cameras do.
    /// </summary>
    TokenThenDigest,
}
