namespace FalconEye.Api.Reconciliation;

/// <summary>How soon a camera is looked at again, unless something changes before.</summary>
internal enum PassPace
{
    /// <summary>Not before something changes: the camera is stopped and has no workloads.</summary>
    None,

    /// <summary>At the regular poll interval.</summary>
    Regular,

    /// <summary>More often than that: its relay looks for motion, of which users want to know at once.</summary>
    Watching,

    /// <summary>In a moment: something was begun that a request may be waiting for.</summary>
    Soon,
}
