namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>What a container wrote in one life.</summary>
internal sealed class ContainerLog
{
    private readonly Lock _lock = new();
    private readonly List<(DateTimeOffset Time, string Line)> _lines = [];

    internal void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add((DateTimeOffset.UtcNow, line));
        }
    }

    /// <summary>The last lines, each with a line end.</summary>
    internal string Read(int? tail, bool timestamps)
    {
        lock (_lock)
        {
            var lines = tail is { } count ? _lines.TakeLast(count) : _lines;
            return string.Concat(lines.Select(line => timestamps ? $"{line.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffff}00Z {line.Line}\n" : line.Line + "\n"));
        }
    }
}
