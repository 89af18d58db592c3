namespace FalconEye.Api.CameraEvents;

/// <summary>What is to be done in the log of events.</summary>
/// <param name="Kind">What.</param>
/// <param name="Subject">What the event is about.</param>
/// <param name="Time">When it began, ended or happened, UTC.</param>
/// <param name="Topic">The camera's name for it; empty for an end.</param>
/// <param name="Remark">A sentence about an end that the camera did not report; <see langword="null"/> for none.</param>
internal sealed record NoticeChange(NoticeChangeKind Kind, NoticeSubject Subject, DateTime Time, string Topic = "", string? Remark = null);

/// <summary>What is to be done in the log of events.</summary>
internal enum NoticeChangeKind
{
    /// <summary>An event begins, and goes on.</summary>
    Begin,

    /// <summary>The open event of the subject ends.</summary>
    End,

    /// <summary>Something happened in a moment.</summary>
    Moment,
}
