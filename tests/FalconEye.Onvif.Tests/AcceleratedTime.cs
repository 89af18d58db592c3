namespace FalconEye.Onvif.Tests;

/// <summary>The real time, with leaps for what is measured.</summary>
internal sealed class AcceleratedTime : TimeProvider
{
    private long _leapt;

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _leapt);

    /// <summary>Has that much time gone by.</summary>
    internal void Advance(TimeSpan time) => Interlocked.Add(ref _leapt, (long)(time.TotalSeconds * TimestampFrequency));
}
