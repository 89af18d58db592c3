using System.Text.Json;
using FalconEye.Api.Auth.Keys;
using FalconEye.Data.Auth;

namespace FalconEye.Api.Settings;

/// <summary>
/// Keeps settings in <c>settings.json</c> and the key in <c>anthropic-api-key</c> of the data directory; each is replaced whole or not at
/// all.
/// </summary>
internal sealed class FileSettingsStore(ServerOptions options, IConfiguration configuration, ISecretProtector secrets) : ISettingsStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    private readonly string _settingsFile = Path.Combine(options.DataDirectory, "settings.json");
    private readonly string _keyFile = Path.Combine(options.DataDirectory, "anthropic-api-key");

    private SystemSettings? _current;

    public SystemSettings Load() => _current ??= Read() ?? SettingsDefaults.From(options, configuration);

    public Task SaveAsync(SystemSettings before, SystemSettings after, CancellationToken cancellationToken)
    {
        Replace(_settingsFile, JsonSerializer.Serialize(after, Json));
        _current = after;
        return Task.CompletedTask;
    }

    public string? LoadAnthropicKey() =>
        File.Exists(_keyFile) ? secrets.Unprotect(File.ReadAllText(_keyFile).Trim()) : configuration["ANTHROPIC_API_KEY"] is { Length: > 0 } key ? key : null;

    public Task SaveAnthropicKeyAsync(string key, CancellationToken cancellationToken)
    {
        Replace(_keyFile, secrets.Protect(key));
        return Task.CompletedTask;
    }

    /// <summary>Encrypts a key that an earlier version, or a user, wrote in clear.</summary>
    /// <param name="again">Also one that is encrypted already, since the master key has changed.</param>
    internal void ProtectKey(bool again)
    {
        if (File.Exists(_keyFile) && File.ReadAllText(_keyFile).Trim() is var stored && (again || !SecretProtector.IsProtected(stored))
            && secrets.Unprotect(stored) is { } key)
        {
            Replace(_keyFile, secrets.Protect(key));
        }
    }

    private SystemSettings? Read() =>
        File.Exists(_settingsFile) && JsonSerializer.Deserialize<SystemSettings>(File.ReadAllText(_settingsFile), Json) is { } stored
            ? stored with { Retention = stored.Retention ?? options.Retention }
            : null;

    private static void Replace(string file, string text)
    {
        var next = file + ".new";
        using (var stream = new FileStream(next, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, file, overwrite: true);
    }
}
