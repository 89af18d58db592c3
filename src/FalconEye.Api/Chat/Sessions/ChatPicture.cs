namespace FalconEye.Api.Chat.Sessions;

/// <summary>A picture that the model was shown for an answer.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="Caption">The camera and the time.</param>
/// <param name="CameraId">The camera.</param>
public sealed record ChatPicture(string Url, string Caption, string? CameraId);
