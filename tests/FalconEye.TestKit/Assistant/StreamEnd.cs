namespace FalconEye.TestKit.Assistant;

/// <summary>How a scripted stream ends.</summary>
public enum StreamEnd
{
    /// <summary>As it should.</summary>
    Whole,

    /// <summary>The connection is cut.</summary>
    Cut,

    /// <summary>An error event in the middle.</summary>
    ErrorEvent,
}
