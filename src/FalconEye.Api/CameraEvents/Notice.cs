namespace FalconEye.Api.CameraEvents;

/// <summary>What a camera reported, in our terms.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Key">Tells the camera's states apart: several may be about the same subject.</param>
/// <param name="IsActive">Whether the state holds; <see langword="null"/> for what is no state but happens in a moment.</param>
/// <param name="IsInitial">Whether the camera told how things stood, and not that something changed.</param>
/// <param name="Time">When, by our clock if possible; <see langword="null"/> when the camera does not tell.</param>
/// <param name="Topic">The camera's name for it, as far as that is a name.</param>
internal sealed record Notice(NoticeSubject Subject, string Key, bool? IsActive, bool IsInitial, DateTimeOffset? Time, string Topic);

/// <summary>What events are about. Of one subject at most one event is open at a camera.</summary>
/// <param name="Kind">One of <see cref="Events.EventKinds.Detections"/>.</param>
/// <param name="Zone">The line or area, by the name that it has in the camera's settings.</param>
/// <param name="Label">What it is within its kind.</param>
internal sealed record NoticeSubject(string Kind, string? Zone = null, string? Label = null);
