namespace FalconEye.Rtsp.Units;

/// <summary>The parameter sets of a stream by kind and id. A new one replaces that with its id.</summary>
/// <param name="kinds">How many kinds a decoder needs: SPS and PPS, or VPS, SPS and PPS.</param>
internal sealed class ParameterSets(int kinds)
{
    /// <summary>What avcC can count of SPS.</summary>
    private const int MaxCount = 31;

    private const int MaxLength = 4096;

    private readonly SortedDictionary<(int Kind, int Id), byte[]> _sets = [];
    private readonly Dictionary<int, int> _latest = [];

    /// <summary>Changes when a set is new or different.</summary>
    internal int Version { get; private set; }

    /// <summary>Whether there is one of each kind.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>The sets, kind by kind, in the order of their ids.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> All => [.. _sets.Values.Select(set => (ReadOnlyMemory<byte>)set)];

    /// <summary>The set of a kind that came last since all were known, or that of the lowest id.</summary>
    internal ReadOnlySpan<byte> Active(int kind) => _latest.TryGetValue(kind, out var id)
        ? _sets[(kind, id)]
        : _sets.FirstOrDefault(set => set.Key.Kind == kind).Value;

    /// <summary>Stores a parameter set.</summary>
    /// <returns>True when it is new or different.</returns>
    internal bool Add(int kind, int id, ReadOnlySpan<byte> nal)
    {
        if (_sets.TryGetValue((kind, id), out var known) && nal.SequenceEqual(known))
        {
            return false;
        }

        if (nal.Length > MaxLength || (known is null && _sets.Keys.Count(key => key.Kind == kind) >= MaxCount))
        {
            return false;
        }

        if (IsComplete)
        {
            _latest[kind] = id;
        }

        _sets[(kind, id)] = nal.ToArray();
        Version++;
        IsComplete = Enumerable.Range(0, kinds).All(needed => _sets.Keys.Any(key => key.Kind == needed));
        return true;
    }

    /// <summary>Removes all sets.</summary>
    internal void Clear()
    {
        _sets.Clear();
        IsComplete = false;
    }
}
