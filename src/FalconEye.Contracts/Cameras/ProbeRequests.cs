namespace FalconEye.Contracts.Cameras;

/// <summary>Asks a probe server (<c>POST /probe</c>) to try a source.</summary>
/// <param name="SourceUrl">The camera's address with its credentials.</param>
public sealed record ProbeRequest(string SourceUrl);

/// <summary>Asks a probe server (<c>POST /frame</c>) for one frame of a recording.</summary>
/// <param name="Url">Where the recording's file is downloaded, with all that is needed to be let in.</param>
/// <param name="AtSeconds">The time in the recording, in seconds.</param>
public sealed record FrameRequest(string Url, double AtSeconds);
