using FalconEye.Api.Auth.Keys;
using Microsoft.AspNetCore.Identity;

namespace FalconEye.Api.Auth.Login;

/// <summary>
/// Slows down guessing. Wrong attempts are counted for each name together with the address they come from, so that no one can lock another
/// out from elsewhere, and for each address alone, whatever the names. A locked attempt costs no hashing. Memory is bounded: of more keys
/// than <see cref="MaxKeys"/> the ones that were longest quiet are forgotten.
/// </summary>
internal sealed class LoginThrottle(TimeProvider time)
{
    /// <summary>Wrong attempts that are free for a name from one address.</summary>
    internal const int FreePerName = 5;

    /// <summary>Wrong attempts that are free for one address, for users behind one router.</summary>
    internal const int FreePerAddress = 30;

    /// <summary>Wrong attempts for a name, from all addresses together, before attempts for it are slowed down.</summary>
    internal const int FreePerNameAnywhere = 100;

    private const int MaxKeys = 20_000;
    private const int MaxDoublings = 5;
    private static readonly TimeSpan FirstLock = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);
    private static readonly UpperInvariantLookupNormalizer Normalizer = new();

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _oldestFirst = [];

    /// <summary>How many keys are remembered.</summary>
    internal int Keys
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>How long attempts for a name from an address are refused without a look; zero when they are not.</summary>
    internal TimeSpan WaitFor(string name, string address)
    {
        lock (_lock)
        {
            // Someone at the same address, behind the same router or proxy, must not lock out the users who log in from there.
            var forAddress = _entries.ContainsKey(KnownKey(name, address)) ? DateTimeOffset.MinValue : LockedUntil(AddressKey(address));
            var until = Max(LockedUntil(NameKey(name, address)), forAddress);
            var left = until - time.GetUtcNow();
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>
    /// How long the next attempt for a name has to pause. Attempts for a name that was guessed at from many addresses are spaced, not
    /// locked, so that no one can lock a user out from elsewhere; addresses that the user logged in from lately are not slowed down.
    /// </summary>
    /// <returns>The pause; <see langword="null"/> when too many attempts for the name wait already.</returns>
    internal TimeSpan? PauseFor(string name, string address)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(AnywhereKey(name), out var node)
                || node.Value.Failures < FreePerNameAnywhere
                || time.GetUtcNow() - node.Value.LastFailure >= ForgetAfter
                || _entries.ContainsKey(KnownKey(name, address)))
            {
                return TimeSpan.Zero;
            }

            var now = time.GetUtcNow();
            var next = Max(now, node.Value.LockedUntil);
            if (next - now > MaxDelay)
            {
                return null;
            }

            node.Value = node.Value with { LockedUntil = next + Pace };
            return next - now;
        }
    }

    /// <summary>Counts a wrong attempt.</summary>
    internal void Fail(string name, string address)
    {
        lock (_lock)
        {
            Count(NameKey(name, address), FreePerName);
            Count(AddressKey(address), FreePerAddress);
            CountAnywhere(AnywhereKey(name));
        }
    }

    /// <summary>Remembers that a user logged in from an address.</summary>
    internal void Recognise(string name, string address)
    {
        lock (_lock)
        {
            var key = KnownKey(name, address);
            Forget(key);
            Add(new(key, 0, time.GetUtcNow(), DateTimeOffset.MinValue));
        }
    }

    /// <summary>Forgets the wrong attempts for a name from an address, after a right one, which was counted as one when it began.</summary>
    internal void Succeed(string name, string address)
    {
        lock (_lock)
        {
            Forget(NameKey(name, address));
            Lower(AnywhereKey(name));
            Uncount(AddressKey(address), FreePerAddress);
        }
    }

    /// <summary>
    /// Takes back the one attempt that was counted when it began, and forgets no other: after a right password that is only half a login.
    /// </summary>
    internal void TakeBack(string name, string address)
    {
        lock (_lock)
        {
            Uncount(NameKey(name, address), FreePerName);
            Uncount(AddressKey(address), FreePerAddress);
            Lower(AnywhereKey(name));
        }
    }

    private void Uncount(string key, int free)
    {
        if (_entries.TryGetValue(key, out var node))
        {
            var failures = node.Value.Failures - 1;
            node.Value = node.Value with
            {
                Failures = failures,
                LockedUntil = failures < free ? DateTimeOffset.MinValue : node.Value.LockedUntil,
            };
        }
    }

    /// <summary>The time of the next attempt stays when another failure is counted.</summary>
    private void CountAnywhere(string key)
    {
        var now = time.GetUtcNow();
        var known = _entries.TryGetValue(key, out var node) && now - node.Value.LastFailure < ForgetAfter ? node.Value : null;
        Forget(key);
        Add(new(key, (known?.Failures ?? 0) + 1, now, known?.LockedUntil ?? DateTimeOffset.MinValue));
    }

    private void Lower(string key)
    {
        if (_entries.TryGetValue(key, out var node))
        {
            node.Value = node.Value with { Failures = node.Value.Failures - 1 };
        }
    }

    private DateTimeOffset LockedUntil(string key) =>
        _entries.TryGetValue(key, out var node) ? node.Value.LockedUntil : DateTimeOffset.MinValue;

    private void Count(string key, int free)
    {
        var now = time.GetUtcNow();
        var failures = _entries.TryGetValue(key, out var node) && now - node.Value.LastFailure < ForgetAfter ? node.Value.Failures + 1 : 1;
        Forget(key);
        var doublings = Math.Min((failures - free) / free, MaxDoublings);
        var locked = failures < free ? DateTimeOffset.MinValue : now + (FirstLock * (1 << doublings));
        Add(new(key, failures, now, locked));
    }

    private void Add(Entry entry)
    {
        _entries[entry.Key] = _oldestFirst.AddLast(entry);
        if (_entries.Count > MaxKeys)
        {
            Forget(_oldestFirst.First!.Value.Key);
        }
    }

    private void Forget(string key)
    {
        if (_entries.Remove(key, out var node))
        {
            _oldestFirst.Remove(node);
        }
    }

    private static string NameKey(string name, string address) => $"{address}\n{HashOf(name)}";

    private static string AnywhereKey(string name) => $"\n{HashOf(name)}";

    private static string KnownKey(string name, string address) => $"known {address}\n{HashOf(name)}";

    /// <summary>
    /// Names are compared as Identity compares them, or a name could be guessed at under several spellings. They are hashed, so that a long
    /// one takes no more room than another.
    /// </summary>
    private static string HashOf(string name) => Secret.Hash(Normalizer.NormalizeName(name));

    private static string AddressKey(string address) => address;

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed record Entry(string Key, int Failures, DateTimeOffset LastFailure, DateTimeOffset LockedUntil);
}
