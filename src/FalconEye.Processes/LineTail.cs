namespace FalconEye.Processes;

/// <summary>The last lines of a stream, for the message when something ends badly.</summary>
internal sealed class LineTail
{
    private const int Capacity = 20;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new(Capacity);

    internal void Add(string line)
    {
        lock (_lock)
        {
            if (_lines.Count == Capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }

    internal IReadOnlyList<string> Snapshot()
    {
        lock (_lock)
        {
            return [.. _lines];
        }
    }
}
