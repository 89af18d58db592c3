namespace FalconEye.Api.Settings;

/// <summary>Where settings are kept: files of the data directory on one machine, a ConfigMap and a Secret in a cluster.</summary>
public interface ISettingsStore
{
    /// <summary>The settings as they are now, from memory; what was never changed comes from the environment.</summary>
    SystemSettings Load();

    /// <summary>Keeps what differs between two states of the settings.</summary>
    Task SaveAsync(SystemSettings before, SystemSettings after, CancellationToken cancellationToken);

    /// <summary>The assistant's key; <see langword="null"/> when there is none.</summary>
    string? LoadAnthropicKey();

    /// <summary>Keeps the assistant's key where only this system can read it.</summary>
    Task SaveAnthropicKeyAsync(string key, CancellationToken cancellationToken);
}
