namespace FalconEye.Api.Events;

/// <summary>What happened, newest first.</summary>
/// <param name="Events">This page.</param>
/// <param name="Count">How many match in all; null when that was not to be counted.</param>
/// <param name="Next">The value of <c>before</c> for the next page; null on the last one.</param>
public sealed record EventLogResponse(IReadOnlyList<LoggedEventResponse> Events, int? Count, string? Next);
