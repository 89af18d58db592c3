namespace FalconEye.KubernetesApi.Faults;

/// <summary>What goes wrong with a call.</summary>
public enum FaultKind
{
    /// <summary>500 and nothing is done.</summary>
    InternalError,

    /// <summary>429 with <c>Retry-After: 1</c> and nothing is done.</summary>
    TooManyRequests,

    /// <summary>The connection is reset and nothing is done.</summary>
    ConnectionReset,

    /// <summary>It is done, but the connection is reset before the answer: the caller cannot know.</summary>
    AnswerLost,
}
