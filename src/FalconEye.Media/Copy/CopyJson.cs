using System.Text.Json.Serialization;
using FalconEye.Rtsp;

namespace FalconEye.Media.Copy;

/// <summary>A description on its way from recorder to relay.</summary>
/// <param name="Tracks">As in <see cref="StreamDescription"/>.</param>
/// <param name="LeftOut">As in <see cref="StreamDescription"/>.</param>
internal sealed record CopiedStream(IReadOnlyList<TrackDescription> Tracks, IReadOnlyList<string> LeftOut);

/// <summary>The JSON of a copy's descriptions.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(CopiedStream))]
internal sealed partial class CopyJson : JsonSerializerContext;
