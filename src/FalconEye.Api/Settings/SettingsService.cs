namespace FalconEye.Api.Settings;

/// <summary>The settings in force: what users changed, over what the environment says.</summary>
public sealed class SettingsService(ISettingsStore store) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The settings as they are now.</summary>
    public SystemSettings Current => store.Load();

    /// <summary>The assistant's key; <see langword="null"/> when there is none. Never in a log or an answer.</summary>
    public string? AnthropicKey => store.LoadAnthropicKey();

    /// <summary>Whether the assistant has a key.</summary>
    public bool HasAnthropicKey => AnthropicKey is not null;

    /// <summary>Changes settings and keeps them.</summary>
    public async Task ChangeAsync(Func<SystemSettings, SystemSettings> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var before = store.Load();
            await store.SaveAsync(before, change(before), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Keeps a key that the provider has accepted.</summary>
    public Task SaveAnthropicKeyAsync(string key, CancellationToken cancellationToken) => store.SaveAnthropicKeyAsync(key, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
