namespace FalconEye.Api.Reconciliation;

/// <summary>What one pass over a camera found and left behind.</summary>
/// <param name="Next">When the next pass is due; <see langword="null"/> when nothing needs to be watched.</param>
/// <param name="Recording">The camera's recording after the pass.</param>
internal sealed record PassResult(PassPace Next, RecordingObservation Recording)
{
    /// <summary>The camera does not exist any more.</summary>
    internal static PassResult Gone { get; } = new(PassPace.None, RecordingObservation.Off);
}
