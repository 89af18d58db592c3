namespace FalconEye.Api.Chat.Tools;

/// <summary>A picture that the model sees, and the user too.</summary>
/// <param name="Jpeg">The picture.</param>
/// <param name="CameraId">Whose it is.</param>
/// <param name="Caption">What it shows, for the user: the camera and the time.</param>
internal sealed record ToolImage(byte[] Jpeg, Guid? CameraId, string Caption);
