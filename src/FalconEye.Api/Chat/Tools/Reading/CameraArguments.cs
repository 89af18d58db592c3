using System.ComponentModel;

namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>The arguments of a tool about one camera.</summary>
/// <param name="Camera">Which one.</param>
internal sealed record CameraArguments([property: Description("The camera's id, or its exact name.")] string Camera);
