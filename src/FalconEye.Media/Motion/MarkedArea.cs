namespace FalconEye.Media.Motion;

/// <summary>Connected pixels of a picture.</summary>
/// <param name="Size">How many pixels.</param>
/// <param name="Left">The first column that has one.</param>
/// <param name="Top">The first line that has one.</param>
/// <param name="Right">The last column that has one.</param>
/// <param name="Bottom">The last line that has one.</param>
internal readonly record struct MarkedArea(int Size, int Left, int Top, int Right, int Bottom);
