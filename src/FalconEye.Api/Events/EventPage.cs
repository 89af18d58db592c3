using FalconEye.Data.Events;

namespace FalconEye.Api.Events;

/// <summary>A page of the log.</summary>
/// <param name="Events">Newest first.</param>
/// <param name="Next">Where the next page begins; <see langword="null"/> on the last one.</param>
internal sealed record EventPage(IReadOnlyList<LoggedEvent> Events, EventCursor? Next);
