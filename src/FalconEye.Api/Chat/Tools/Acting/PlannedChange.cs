using FalconEye.Api.Chat.Proposals;

namespace FalconEye.Api.Chat.Tools.Acting;

/// <summary>What an acting tool would change, without credentials.</summary>
/// <param name="Summary">In a sentence.</param>
/// <param name="CameraId">The camera; null for one to be added.</param>
/// <param name="Changes">Each field with its value before and after.</param>
internal sealed record PlannedChange(string Summary, Guid? CameraId, IReadOnlyList<FieldChange> Changes);
