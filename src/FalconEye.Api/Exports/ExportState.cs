using System.Text.Json.Serialization;

namespace FalconEye.Api.Exports;

/// <summary>How far an export is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExportState>))]
internal enum ExportState
{
    /// <summary>It waits for others.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>It is being written.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It can be downloaded.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>It cannot be made; the error says why.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
