namespace FalconEye.Processes;

/// <summary>
/// The last <paramref name="capacity"/> lines of a stream, for the message when something ends badly and for a person who asks.
/// </summary>
public sealed class LineTail(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new(capacity);

    /// <summary>Adds a line and forgets the oldest when there are too many.</summary>
    public void Add(string line)
    {
        lock (_lock)
        {
            if (_lines.Count == capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<string> Snapshot()
    {
        lock (_lock)
        {
            return [.. _lines];
        }
    }
}
