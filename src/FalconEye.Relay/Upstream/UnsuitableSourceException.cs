namespace FalconEye.Relay.Upstream;

/// <summary>The source cannot be passed through as it is: FFmpeg has to convert it.</summary>
internal sealed class UnsuitableSourceException : Exception;
