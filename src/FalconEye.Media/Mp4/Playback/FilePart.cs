namespace FalconEye.Media.Mp4.Playback;

/// <summary>Bytes of a file.</summary>
/// <param name="Offset">Where they begin.</param>
/// <param name="Length">How many they are.</param>
public readonly record struct FilePart(long Offset, long Length);
