namespace FalconEye.Rtsp.Messages;

/// <summary>The headers of a message, in their order. Names are compared without case.</summary>
internal sealed class RtspHeaders
{
    private readonly List<KeyValuePair<string, string>> _entries = [];

    /// <summary>How many headers there are.</summary>
    public int Count => _entries.Count;

    /// <summary>All names and values, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Entries => _entries;

    /// <summary>The first value of a header; <see langword="null"/> when it is absent.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, string> entry in _entries)
            {
                if (entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return entry.Value;
            }

            return null;
        }
    }

    /// <summary>All values of a header, in order.</summary>
    public IEnumerable<string> All(string name) =>
        _entries.Where(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(entry => entry.Value);

    /// <summary>Adds a header behind the others.</summary>
    public void Add(string name, string value) => _entries.Add(new(name, value));

    /// <summary>Continues the last header's value with a folded line.</summary>
    public void Fold(string continuation)
    {
        if (_entries.Count > 0)
            _entries[^1] = new(_entries[^1].Key, $"{_entries[^1].Value} {continuation}");
    }
}
