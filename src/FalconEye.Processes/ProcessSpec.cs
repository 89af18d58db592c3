using System.Runtime.InteropServices;

namespace FalconEye.Processes;

/// <summary>What to start as a child process. Arguments are a list, never a shell line, so nothing in them is ever interpreted.</summary>
/// <param name="FileName">The program: a path, or a name that is looked up in <c>PATH</c>.</param>
public sealed record ProcessSpec(string FileName)
{
    /// <summary>The arguments, one element each. Other users of the machine can read them: no credentials here.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables set on top of the parent's environment; a <see langword="null"/> value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The folder the child starts in; <see langword="null"/> is the parent's.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// What the kernel sends the child when this process dies, however it dies (<c>PR_SET_PDEATHSIG</c>, prctl(2)):
    /// SIGTERM for programs that have something to finish, null for SIGKILL.
    /// </summary>
    public PosixSignal? ParentDeathSignal { get; init; }

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
