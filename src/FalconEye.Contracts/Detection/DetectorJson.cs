using System.Text.Json;
using System.Text.Json.Serialization;

namespace FalconEye.Contracts.Detection;

/// <summary>The JSON of the detector's answers. Apart from <see cref="WireJson"/>, so that relays and recorders do not carry it.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DetectorAnswer))]
public sealed partial class DetectorJson : JsonSerializerContext;
