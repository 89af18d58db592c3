namespace FalconEye.Media.Mp4;

/// <summary>Bytes that are no MP4 as ISO/IEC 14496-12 describes it, or none that a recording can hold.</summary>
public sealed class Mp4FormatException(string message) : Exception(message);
