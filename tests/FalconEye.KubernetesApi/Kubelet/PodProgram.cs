using FalconEye.TestKit;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>What runs when a pod asks for an image.</summary>
public abstract record PodProgram
{
    /// <summary>A program of this machine, as a process with the container's environment.</summary>
    /// <param name="fileName">Its path. A container's own <c>command</c> gives its arguments, not another program.</param>
    /// <param name="environment">Variables to add.</param>
    public static PodProgram Process(string fileName, IReadOnlyDictionary<string, string>? environment = null) =>
        new ProcessProgram(fileName) { Environment = environment ?? new Dictionary<string, string>() };

    /// <summary>
    /// Debian's <c>motion</c>. It can listen on all addresses or on 127.0.0.1 only, so its <c>motion.conf</c> gets free ports of the
    /// latter, to which those of the pod's address lead.
    /// </summary>
    /// <param name="environment">Variables to add, such as those of a pretended device.</param>
    public static PodProgram Motion(IReadOnlyDictionary<string, string> environment) =>
        new ProcessProgram("motion") { Environment = environment, Adapt = MotionPorts.Adapt, First = ["-n", "-c"] };

    /// <summary>Code of this process, for what needs no program of its own.</summary>
    /// <param name="run">Runs until it is cancelled.</param>
    public static PodProgram InProcess(Func<PodContext, CancellationToken, Task> run) => new InProcessProgram(run);
}

/// <summary>A process.</summary>
/// <param name="FileName">The program.</param>
internal sealed record ProcessProgram(string FileName) : PodProgram
{
    /// <summary>Variables to add.</summary>
    internal required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Arguments before the container's own: what the image's script hands to <c>motion</c> before the file that it was given.</summary>
    internal IReadOnlyList<string> First { get; init; } = [];

    /// <summary>Changes a mounted configuration file; the ports of the pod that lead to ports of 127.0.0.1.</summary>
    internal Func<string, (string Text, IReadOnlyDictionary<int, int> Ports)>? Adapt { get; init; }
}

/// <summary>Code of this process.</summary>
/// <param name="Run">Runs until it is cancelled.</param>
internal sealed record InProcessProgram(Func<PodContext, CancellationToken, Task> Run) : PodProgram;

/// <summary>The ports in a <c>motion.conf</c>.</summary>
internal static class MotionPorts
{
    internal static (string Text, IReadOnlyDictionary<int, int> Ports) Adapt(string text)
    {
        Dictionary<int, int> ports = [];
        string[] lines = [.. text.Split('\n').Select(line => line.Split(' ') switch
        {
            [("stream_port" or "webcontrol_port") and var name, var port] when int.TryParse(port, out var number) => $"{name} {ports[number] = FreePort.Next()}",
            [("stream_localhost" or "webcontrol_localhost") and var name, _] => $"{name} on",
            _ => line,
        })];
        return (string.Join('\n', lines), ports);
    }
}
