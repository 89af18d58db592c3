namespace FalconEye.KubernetesApi;

/// <summary>How a watch is refused whose revision is compacted.</summary>
public enum ExpiredWatchAnswer
{
    /// <summary>200, then an event of type ERROR with code 410.</summary>
    ErrorEvent,

    /// <summary>HTTP status 410.</summary>
    HttpStatus,
}
