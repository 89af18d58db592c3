namespace FalconEye.Contracts.Cameras;

/// <summary>An area of a frame that differs from its background. Places and sizes are parts of the frame from 0 to 1, from the upper left corner.</summary>
/// <param name="Left">Its left edge.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Counts">Whether it is large enough to be motion.</param>
public sealed record MovingArea(double Left, double Top, double Width, double Height, bool Counts);
