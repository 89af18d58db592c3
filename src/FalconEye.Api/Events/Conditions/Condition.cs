namespace FalconEye.Api.Events.Conditions;

/// <summary>Something that is wrong now, and stays in the log as one event from its beginning to its end.</summary>
/// <param name="Kind">One of <see cref="EventKinds"/>.</param>
/// <param name="CameraId">The camera it is about.</param>
/// <param name="Label">Tells conditions of one kind and camera apart: a machine's name.</param>
/// <param name="Since">When it began, UTC.</param>
/// <param name="Message">What is wrong and why, as text for users.</param>
/// <param name="Data">The same for programs: a JSON object.</param>
internal sealed record Condition(string Kind, Guid? CameraId, string? Label, DateTime Since, string Message, string Data)
{
    /// <summary>What makes it the same condition as one in the log.</summary>
    internal (string Kind, Guid? CameraId, string? Label) Key => (Kind, CameraId, Label);
}
