using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>
/// Runs the controllers one after the other, whenever something has changed and now and then for what depends on time. A test's cluster is
/// small enough to look at all of it each time.
/// </summary>
internal sealed class ControllerManager : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private readonly ObjectStore _store;
    private readonly IReadOnlyList<IController> _controllers;
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;

    internal ControllerManager(ObjectStore store, params IReadOnlyList<IController> controllers)
    {
        (_store, _controllers) = (store, controllers);
        store.Changed += Wake;
        _running = Task.Run(() => RunAsync(_ending.Token));
    }

    public async ValueTask DisposeAsync()
    {
        _store.Changed -= Wake;
        await _ending.CancelAsync();
        await _running;
        _ending.Dispose();
    }

    private void Wake()
    {
        if (_changed.CurrentCount == 0)
        {
            try
            {
                _changed.Release();
            }
            catch (SemaphoreFullException)
            {
                // Someone else has just done it.
            }
        }
    }

    private async Task RunAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            foreach (var controller in _controllers)
            {
                Reconcile(controller);
            }

            try
            {
                await _changed.WaitAsync(PollInterval, ending);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static void Reconcile(IController controller)
    {
        try
        {
            controller.Reconcile();
        }
        catch (StatusException)
        {
            // Someone else was quicker, or the object is not valid: the next look sees what is there then.
        }
    }
}
