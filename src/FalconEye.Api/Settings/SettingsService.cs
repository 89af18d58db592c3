namespace FalconEye.Api.Settings;

/// <summary>The settings in force: what people changed, over what the environment says.</summary>
public sealed class SettingsService(ISettingsStore store)
{
    private readonly Lock _lock = new();
    private SystemSettings? _current;

    /// <summary>The settings as they are now.</summary>
    public SystemSettings Current
    {
        get
        {
            lock (_lock)
            {
                return _current ??= store.Load();
            }
        }
    }

    /// <summary>Whether the assistant has a key.</summary>
    public bool HasAnthropicKey => store.LoadAnthropicKey() is not null;

    /// <summary>Changes settings and keeps them.</summary>
    public void Change(Func<SystemSettings, SystemSettings> change)
    {
        lock (_lock)
        {
            var changed = change(_current ?? store.Load());
            store.Save(changed);
            _current = changed;
        }
    }

    /// <summary>Keeps a key that the provider has accepted.</summary>
    public void SaveAnthropicKey(string key) => store.SaveAnthropicKey(key);
}
