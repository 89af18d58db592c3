namespace FalconEye.Media.Ingest;

/// <summary>When a frame is decoded and shown.</summary>
/// <param name="Value">When it is decoded, in ticks of its track's clock.</param>
/// <param name="CompositionOffset">How much later it is shown, in the same ticks; never negative.</param>
public readonly record struct DecodeTime(long Value, int CompositionOffset);
