using System.Diagnostics;
using System.Globalization;

namespace FalconEye.TestKit.Programs;

/// <summary>Looks at the processes that a program started, by their ids (proc(5)).</summary>
public static class ProcessTree
{
    /// <summary>Children, their children and so on, setpriv's short life between fork and exec included.</summary>
    public static IReadOnlyList<int> DescendantsOf(int processId)
    {
        var children = Directory.GetDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .ToLookup(id => ParentOf(id));
        return Collect(processId);

        List<int> Collect(int parent) => [.. children[parent].SelectMany(child => (int[])[child, .. Collect(child)])];
    }

    /// <summary>Whether a process is there and not a zombie.</summary>
    public static bool IsRunning(int processId) => FieldsOf(processId) is { } fields && fields[0] != "Z";

    /// <summary>The first 15 characters of the program's name, as the kernel keeps it.</summary>
    public static string NameOf(int processId)
    {
        var file = $"/proc/{processId}/comm";
        try
        {
            return File.ReadAllText(file).TrimEnd('\n');
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Sends SIGKILL.</summary>
    public static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }

    private static int ParentOf(int processId) =>
        FieldsOf(processId) is { } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;

    /// <summary>State, parent and what follows; the name before them is in brackets and may hold anything.</summary>
    private static string[]? FieldsOf(int processId)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{processId}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
