namespace FalconEye.Api.Recordings.Retention;

/// <summary>The limit because of which a recording is deleted.</summary>
internal enum RetentionReason
{
    /// <summary>It is older than recordings are kept.</summary>
    KeepDays,

    /// <summary>Its camera's recordings take more room than they may.</summary>
    CameraMaxGb,

    /// <summary>All recordings together take more room than they may.</summary>
    MaxGb,

    /// <summary>Its disk has less free space than must stay free.</summary>
    FreeSpace,
}
