using System.Runtime.InteropServices;
using FalconEye.Processes.Sandbox;

namespace FalconEye.Processes;

/// <summary>What to start as a child process. Arguments are a list, never a shell line, so nothing in them is ever interpreted.</summary>
/// <param name="FileName">The program: a path, or a name that is looked up in <c>PATH</c>.</param>
public sealed record ProcessSpec(string FileName)
{
    /// <summary>The arguments, one element each. Other users of the machine can read them: no credentials here.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// The child's environment beside <see cref="ChildProcess.InheritedVariables"/>. Nothing else of this process's own is handed on: it
    /// holds keys and passwords.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What the kernel sends the child when this process dies, however it dies (<c>PR_SET_PDEATHSIG</c>, prctl(2)):
    /// SIGTERM for programs that have something to finish, null for SIGKILL.
    /// </summary>
    public PosixSignal? ParentDeathSignal { get; init; }

    /// <summary>
    /// What the child may do, when it is started in a sandbox: everything that reads a camera's data is. Where there is no
    /// <see cref="SandboxLauncher"/> the child only gains no new privileges.
    /// </summary>
    public SandboxPolicy? Sandbox { get; init; }

    /// <summary>
    /// Text for the child's standard input, which is closed after it; the way to hand over what must not stand in an argument.
    /// </summary>
    public string? StandardInput { get; init; }

    /// <summary>True when the owner writes <see cref="ChildProcess.StandardInput"/> and closes it; otherwise it is closed at once.</summary>
    public bool WritesStandardInput { get; init; }

    /// <summary>
    /// True when the owner reads <see cref="ChildProcess.StandardOutput"/>; otherwise its lines are delivered like those of standard error.
    /// </summary>
    public bool ReadsStandardOutput { get; init; }

    /// <summary>
    /// Called with each line the child writes (standard error, and standard output unless the owner reads it), from one thread at a time
    /// per stream.
    /// </summary>
    public Action<string>? OnLine { get; init; }
}
