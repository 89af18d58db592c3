namespace FalconEye.Media.Mp4;

/// <summary>A sample of a fragment (trun, ISO/IEC 14496-12 section 8.8.8).</summary>
/// <param name="Duration">How long it lasts, in its track's units.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Flags">What depends on it.</param>
/// <param name="CompositionOffset">How much later than it is decoded it is shown, in its track's units.</param>
internal readonly record struct Sample(uint Duration, uint Size, uint Flags, int CompositionOffset)
{
    /// <summary>Flags of what can be decoded alone: nothing that it depends on.</summary>
    internal const uint SyncFlags = 0x0200_0000;

    /// <summary>Flags of what depends on others.</summary>
    internal const uint NonSyncFlags = 0x0101_0000;

    private const uint NonSync = 0x0001_0000;

    /// <summary>True for what can be decoded alone: a keyframe.</summary>
    internal bool IsSync => (Flags & NonSync) == 0;
}
