namespace FalconEye.Api.Recordings.Retention;

/// <summary>A recording that the limits ask to delete.</summary>
/// <param name="Row">The recording.</param>
/// <param name="Reason">The limit.</param>
/// <param name="Text">The same in words, a clause for "… was deleted: {text}".</param>
internal sealed record PlannedDeletion(RetentionRow Row, RetentionReason Reason, string Text);
