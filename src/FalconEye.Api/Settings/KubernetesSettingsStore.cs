using System.Globalization;
using FalconEye.Api.Chat.Tools;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Contracts.Cameras;
using FalconEye.Orchestration.Kubernetes;

namespace FalconEye.Api.Settings;

/// <summary>
/// Keeps settings in the cluster, under the names of environment variables: what <c>kubectl edit</c> changes there is in force a moment
/// later. A value that cannot be read leaves the default in force.
/// </summary>
internal sealed class KubernetesSettingsStore(ClusterSettings cluster, ServerOptions options, IConfiguration configuration) : ISettingsStore
{
    private const string KeyName = "ANTHROPIC_API_KEY";
    private const string NoTools = "none";

    private readonly SystemSettings _defaults = SettingsDefaults.From(options, configuration);
    private Known? _known;

    public SystemSettings Load()
    {
        var values = cluster.Values;
        var known = _known;
        if (known is null || !ReferenceEquals(known.Values, values))
        {
            _known = known = new(values, Read(values));
        }

        return known.Settings;
    }

    public async Task SaveAsync(SystemSettings before, SystemSettings after, CancellationToken cancellationToken)
    {
        var (old, wanted) = (Write(before), Write(after));
        var changes = wanted.Where(value => old[value.Key] != value.Value).ToDictionary();
        if (changes.Count > 0)
        {
            await cluster.ChangeAsync(changes, cancellationToken);
        }
    }

    public string? LoadAnthropicKey() => cluster.FindSecret(KeyName) ?? (configuration[KeyName] is { Length: > 0 } key ? key : null);

    public Task SaveAnthropicKeyAsync(string key, CancellationToken cancellationToken) => cluster.SaveSecretAsync(KeyName, key, cancellationToken);

    private SystemSettings Read(IReadOnlyDictionary<string, string> values)
    {
        return new()
        {
            DefaultResolution = Resolution.TryParse(Text("DEFAULT_RESOLUTION"))?.ToString() ?? _defaults.DefaultResolution,
            DefaultFramerate = Number("DEFAULT_FRAMERATE", 1, 60) ?? _defaults.DefaultFramerate,
            DefaultCameraNode = values.ContainsKey("DEFAULT_CAMERA_NODE") ? Text("DEFAULT_CAMERA_NODE") : _defaults.DefaultCameraNode,
            DefaultRecorderNode = values.ContainsKey("DEFAULT_RECORDER_NODE") ? Text("DEFAULT_RECORDER_NODE") : _defaults.DefaultRecorderNode,
            CleanupInterval = Text("CLEANUP_INTERVAL") ?? _defaults.CleanupInterval,
            CreatingTimeoutMinutes = Number("CREATING_TIMEOUT_MINUTES", 1, 60) ?? _defaults.CreatingTimeoutMinutes,
            Retention = ReadRetention(values, _defaults.Retention ?? RetentionLimits.None),
            ChatbotTools = Text("CHATBOT_TOOLS") is { } tools
                ? tools == NoTools ? [] : [.. tools.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Except(ToolNames.OfPythonSystem)]
                : _defaults.ChatbotTools,
        };

        string? Text(string name) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

        int? Number(string name, int min, int max) =>
            int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number : null;
    }

    /// <summary>Zero is no limit, also where the environment has one.</summary>
    private static RetentionLimits ReadRetention(IReadOnlyDictionary<string, string> values, RetentionLimits defaults) => defaults.With(new()
    {
        KeepDays = (int?)RetentionSettings.Parse(values.GetValueOrDefault("RETENTION_KEEP_DAYS"), RetentionRequest.MostDays),
        KeepEventDays = (int?)RetentionSettings.Parse(values.GetValueOrDefault("RETENTION_KEEP_EVENT_DAYS"), RetentionRequest.MostDays),
        MaxGb = RetentionSettings.Parse(values.GetValueOrDefault("RETENTION_MAX_GB"), RetentionRequest.MostGb),
        MinFreePercent = RetentionSettings.Parse(values.GetValueOrDefault("RETENTION_MIN_FREE_PERCENT"), RetentionRequest.MostFreePercent),
        MinFreeGb = RetentionSettings.Parse(values.GetValueOrDefault("RETENTION_MIN_FREE_GB"), RetentionRequest.MostGb),
    });

    private static Dictionary<string, string?> Write(SystemSettings settings) => new()
    {
        ["DEFAULT_RESOLUTION"] = settings.DefaultResolution,
        ["DEFAULT_FRAMERATE"] = TextOf(settings.DefaultFramerate),

        // Empty and not absent: "no node" is a choice, too, and goes before what the environment says.
        ["DEFAULT_CAMERA_NODE"] = settings.DefaultCameraNode ?? "",
        ["DEFAULT_RECORDER_NODE"] = settings.DefaultRecorderNode ?? "",
        ["CLEANUP_INTERVAL"] = settings.CleanupInterval,
        ["CREATING_TIMEOUT_MINUTES"] = TextOf(settings.CreatingTimeoutMinutes),
        ["RETENTION_KEEP_DAYS"] = TextOf(settings.Retention?.KeepDays ?? 0),
        ["RETENTION_KEEP_EVENT_DAYS"] = TextOf(settings.Retention?.KeepEventDays ?? 0),
        ["RETENTION_MAX_GB"] = TextOf(settings.Retention?.MaxGb ?? 0),
        ["RETENTION_MIN_FREE_PERCENT"] = TextOf(settings.Retention?.MinFreePercent ?? 0),
        ["RETENTION_MIN_FREE_GB"] = TextOf(settings.Retention?.MinFreeGb ?? 0),
        ["CHATBOT_TOOLS"] = settings.ChatbotTools switch { null => null, { Count: 0 } => NoTools, var tools => string.Join(',', tools) },
    };

    private static string TextOf(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What was read, and from what: settings are asked for a few times a second for each camera.</summary>
    private sealed record Known(IReadOnlyDictionary<string, string> Values, SystemSettings Settings);
}
