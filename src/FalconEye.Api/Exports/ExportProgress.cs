namespace FalconEye.Api.Exports;

/// <summary>How far an export is: each of its cameras is the same share, since the later ones' sizes are not known yet.</summary>
/// <param name="cameras">How many there are.</param>
internal sealed class ExportProgress(int cameras)
{
    private int _begun;
    private long _length;
    private long _written;

    /// <summary>The next camera begins.</summary>
    /// <param name="length">Its bytes.</param>
    internal void Begin(long length) => (_begun, _length, _written) = (_begun + 1, length, 0);

    /// <summary>How far the camera is.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <returns>From 0 to 1.</returns>
    internal double Reach(double share) => (_begun - 1 + Math.Clamp(share, 0, 1)) / cameras;

    /// <summary>Some more of the camera is written.</summary>
    /// <param name="bytes">How many bytes.</param>
    /// <returns>From 0 to 1.</returns>
    internal double Add(int bytes)
    {
        _written += bytes;
        return Reach((double)_written / Math.Max(1, _length));
    }
}
