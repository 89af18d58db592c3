namespace FalconEye.Api.Settings;

/// <summary>Where settings are kept: files of the data directory on one machine.</summary>
public interface ISettingsStore
{
    /// <summary>The kept settings; what was never changed comes from the environment.</summary>
    SystemSettings Load();

    /// <summary>Keeps the settings.</summary>
    void Save(SystemSettings settings);

    /// <summary>The assistant's key; <see langword="null"/> when there is none.</summary>
    string? LoadAnthropicKey();

    /// <summary>Keeps the assistant's key where only this user can read it.</summary>
    void SaveAnthropicKey(string key);
}
