namespace FalconEye.Api.Auth.Login;

/// <summary>How a login ended.</summary>
internal enum LoginResult
{
    /// <summary>Name, password and code are right.</summary>
    Right,

    /// <summary>No such name, or another password: it is not said which.</summary>
    Wrong,

    /// <summary>The password is right, and the second factor's code is missing.</summary>
    CodeNeeded,

    /// <summary>The code is wrong.</summary>
    WrongCode,

    /// <summary>There were too many wrong codes for this account, from whatever addresses; this one was not checked.</summary>
    CodesLocked,

    /// <summary>It is them, and they may do nothing.</summary>
    NoRole,

    /// <summary>There were too many attempts; this one was not looked at.</summary>
    Locked,
}
