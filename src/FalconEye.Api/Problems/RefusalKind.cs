namespace FalconEye.Api.Problems;

/// <summary>What kind of refusal.</summary>
internal enum RefusalKind
{
    /// <summary>What it is about does not exist.</summary>
    NotFound,

    /// <summary>The input is wrong, or not possible in the present state.</summary>
    Invalid,

    /// <summary>The caller may not do it.</summary>
    Forbidden,

    /// <summary>It contradicts what exists or is under way.</summary>
    Conflict,

    /// <summary>The camera, or the program that reads it, failed.</summary>
    CameraFailed,

    /// <summary>A part of the system that is needed does not work now.</summary>
    Unavailable,

    /// <summary>The disk has no room for it.</summary>
    DiskFull,
}
