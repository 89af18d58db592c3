using System.Diagnostics;
using System.Globalization;
using FalconEye.TestKit.Programs;

namespace FalconEye.Bench;

/// <summary>What some processes and their descendants cost over some time.</summary>
/// <param name="Cpu">Processor time in user and kernel mode.</param>
/// <param name="Elapsed">Time on the wall.</param>
/// <param name="ProportionalMegabytes">Memory at the end, pages that processes share counted once (PSS).</param>
/// <param name="ResidentMegabytes">Memory of the first process alone at the end (RSS).</param>
internal sealed record Cost(TimeSpan Cpu, TimeSpan Elapsed, double ProportionalMegabytes, double ResidentMegabytes)
{
    /// <summary>Kernel's unit of processor time in proc(5), sysconf(_SC_CLK_TCK): 100 on Linux wherever .NET runs.</summary>
    private const double TicksPerSecond = 100;

    private const double KilobytesPerMegabyte = 1024;

    /// <summary>What a program does at its start is over then.</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);

    /// <summary>Share of one core.</summary>
    internal double Cores => Cpu / Elapsed;

    /// <summary>Measures while something goes on.</summary>
    internal static async Task<Cost> OfAsync(IReadOnlyList<int> programs, Func<Task> meanwhile)
    {
        var started = Stopwatch.GetTimestamp();
        var before = CpuOf(programs);
        await meanwhile();
        var elapsed = Stopwatch.GetElapsedTime(started);
        var used = CpuOf(programs) - before;
        return new Cost(used, elapsed, Tree(programs).Sum(id => Memory(id, "Pss:")), Memory(programs[0], "Rss:"));
    }

    /// <summary>Memory of one process now (RSS), in megabytes.</summary>
    internal static double ResidentMegabytesOf(int processId) => Memory(processId, "Rss:");

    /// <summary>Measures for some time.</summary>
    internal static Task<Cost> OfAsync(IReadOnlyList<int> programs, TimeSpan duration, CancellationToken cancellationToken) =>
        OfAsync(programs, () => Task.Delay(duration, cancellationToken));

    /// <summary>Measures FFmpeg turning a camera's stream into what the relay sends, and nothing else.</summary>
    internal static async Task<Cost> OfBareAsync(Uri camera, int seconds, CancellationToken cancellationToken)
    {
        await using var ffmpeg = MeasuredProgram.Ffmpeg(camera, Sources.BareTranscode);
        await Task.Delay(Settling, cancellationToken);
        return await OfAsync([ffmpeg.Id], TimeSpan.FromSeconds(seconds), cancellationToken);
    }

    private static TimeSpan CpuOf(IReadOnlyList<int> programs) => TimeSpan.FromSeconds(Tree(programs).Sum(TicksOf) / TicksPerSecond);

    private static IEnumerable<int> Tree(IReadOnlyList<int> programs) =>
        programs.SelectMany(id => (int[])[id, .. ProcessTree.DescendantsOf(id)]).Distinct();

    /// <summary>Fields 14 and 15 of proc(5)'s stat; the name before them is in brackets and may hold anything.</summary>
    private static long TicksOf(int processId)
    {
        var text = Read($"/proc/{processId}/stat");
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 13 ? 0 : Number(fields[11]) + Number(fields[12]);
    }

    private static double Memory(int processId, string name)
    {
        var line = Read($"/proc/{processId}/smaps_rollup").Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / KilobytesPerMegabyte;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Nothing for a process that has just ended.</summary>
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
