namespace FalconEye.Api.Events;

/// <summary>Which events are asked for.</summary>
/// <param name="Cameras">About which cameras; empty for any, and for what is about none.</param>
/// <param name="Kinds">Of which kinds; empty for any.</param>
/// <param name="From">From when, UTC.</param>
/// <param name="To">Until when, UTC, exclusive.</param>
/// <param name="Before">Where the page before ended.</param>
/// <param name="Limit">How many.</param>
/// <param name="Offset">How many to leave out. <paramref name="Before"/> finds a later page sooner.</param>
internal sealed record EventQuery(
    IReadOnlyList<Guid> Cameras,
    IReadOnlyList<string> Kinds,
    DateTime? From = null,
    DateTime? To = null,
    EventCursor? Before = null,
    int Limit = 100,
    int Offset = 0);
