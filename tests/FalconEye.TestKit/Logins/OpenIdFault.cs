namespace FalconEye.TestKit.Logins;

/// <summary>What an <see cref="OpenIdProvider"/> does wrong.</summary>
public enum OpenIdFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The person presses "cancel".</summary>
    Cancelled,

    /// <summary>The identity token has the nonce of another login.</summary>
    WrongNonce,

    /// <summary>The identity token ended ten minutes ago.</summary>
    Expired,

    /// <summary>The identity token is for another server.</summary>
    WrongAudience,

    /// <summary>The identity token is signed with a key that is not the provider's.</summary>
    WrongKey,

    /// <summary>The identity token says that it needs no signature.</summary>
    NoSignature,

    /// <summary>The provider breaks down when it is asked for the token.</summary>
    Broken,
}
