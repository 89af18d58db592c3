namespace FalconEye.Relay.Upstream;

/// <summary>The source cannot be passed through as it is: FFmpeg has to convert it.</summary>
internal sealed class UnsuitableSourceException(bool isMotionJpeg) : Exception
{
    /// <summary>Whether it is Motion JPEG all the same, of another size than the wanted one.</summary>
    internal bool IsMotionJpeg { get; } = isMotionJpeg;
}
