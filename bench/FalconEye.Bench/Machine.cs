using System.Globalization;

namespace FalconEye.Bench;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>Writes the processor, its load and the time.</summary>
    internal static void Describe()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        Console.WriteLine($"{Environment.ProcessorCount} cores, {model ?? "unknown processor"}, {now} UTC, load before: {Load()}");
    }

    /// <summary>The load average of the last minute (proc(5), loadavg): above the number of cores, others were in the way.</summary>
    internal static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
