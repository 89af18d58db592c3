using System.Text.Json;
using System.Text.Json.Serialization;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;

namespace FalconEye.Contracts;

/// <summary>The JSON that the programs speak among themselves: snake_case, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RelayHealth))]
[JsonSerializable(typeof(MotionSettings))]
[JsonSerializable(typeof(ProbeResult))]
[JsonSerializable(typeof(ProbeRequest))]
[JsonSerializable(typeof(FrameRequest))]
[JsonSerializable(typeof(RecorderHealth))]
[JsonSerializable(typeof(RecorderStatus))]
[JsonSerializable(typeof(RecorderReply))]
[JsonSerializable(typeof(EventRecording))]
[JsonSerializable(typeof(RecordingOpened))]
[JsonSerializable(typeof(RecordingChanged))]
public sealed partial class WireJson : JsonSerializerContext;
