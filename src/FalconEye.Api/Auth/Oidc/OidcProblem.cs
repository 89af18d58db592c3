namespace FalconEye.Api.Auth.Oidc;

/// <summary>Why someone who came by the provider is not let in. The login page shows a text; the log says more.</summary>
internal enum OidcProblem
{
    /// <summary>No one has given them a role.</summary>
    Refused,

    /// <summary>They, or the provider, said no.</summary>
    Denied,

    /// <summary>What came back is not what was asked for.</summary>
    Failed,

    /// <summary>The provider does not answer.</summary>
    Unavailable,

    /// <summary>The first administrator is not made yet.</summary>
    Setup,
}
