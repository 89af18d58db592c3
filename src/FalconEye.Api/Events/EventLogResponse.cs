namespace FalconEye.Api.Events;

/// <summary>What happened, newest first.</summary>
/// <param name="Events">This page.</param>
/// <param name="Count">How many match in all.</param>
public sealed record EventLogResponse(IReadOnlyList<LoggedEventResponse> Events, int Count);
