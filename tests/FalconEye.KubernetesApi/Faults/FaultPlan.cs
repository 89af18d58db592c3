using System.Collections.Concurrent;

namespace FalconEye.KubernetesApi.Faults;

/// <summary>
/// Notes every call of a client, and lets those fail that a test picks. Controllers and kubelets inside the server are not counted.
/// </summary>
public sealed class FaultPlan
{
    private readonly ConcurrentQueue<ApiCall> _calls = new();
    private volatile Func<ApiCall, FaultKind?>? _choose;

    /// <summary>The calls so far, oldest first.</summary>
    public IReadOnlyList<ApiCall> Calls => [.. _calls];

    /// <summary>How many calls there were of a verb, of a resource, or of all.</summary>
    public int Count(string? verb = null, string? resource = null) =>
        _calls.Count(call => (verb is null || call.Verb == verb) && (resource is null || call.Resource == resource));

    /// <summary>Forgets the calls so far.</summary>
    public void ForgetCalls() => _calls.Clear();

    /// <summary>Asks for each call from now on how it fails; null lets it pass.</summary>
    public void Choose(Func<ApiCall, FaultKind?> choose) => _choose = choose;

    /// <summary>Lets all calls pass again.</summary>
    public void Clear() => _choose = null;

    /// <summary>Lets the n-th call (from 1) of those that match fail, and the others pass.</summary>
    /// <returns>Tells whether that call has come.</returns>
    public Func<bool> FailOnce(FaultKind kind, Func<ApiCall, bool> matches, int nth = 1)
    {
        var seen = 0;
        Choose(call => matches(call) && Interlocked.Increment(ref seen) == nth ? kind : null);
        return () => Volatile.Read(ref seen) >= nth;
    }

    internal FaultKind? Note(ApiCall call)
    {
        _calls.Enqueue(call);
        return _choose?.Invoke(call);
    }
}
