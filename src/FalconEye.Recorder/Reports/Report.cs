using System.Text.Json;
using System.Text.Json.Serialization;
using FalconEye.Contracts.Recordings;

namespace FalconEye.Recorder.Reports;

/// <summary>What the API is to know of a recording.</summary>
/// <param name="Opened">What it is: sent first, and again when the API does not know it.</param>
/// <param name="Changed">What became of it, once it has ended.</param>
public sealed record Report(RecordingOpened Opened, RecordingChanged? Changed = null);

/// <summary>How reports are kept on disk.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext;
