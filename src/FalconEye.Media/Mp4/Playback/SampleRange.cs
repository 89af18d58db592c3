namespace FalconEye.Media.Mp4.Playback;

/// <summary>Samples of one track that follow each other.</summary>
/// <param name="Track">The track's place in the file.</param>
/// <param name="First">The first sample's number, from 0.</param>
/// <param name="Count">How many they are.</param>
/// <param name="DecodeTime">When the first is decoded, in units of the track.</param>
internal readonly record struct SampleRange(int Track, int First, int Count, ulong DecodeTime);
