using System.Runtime.InteropServices;

namespace FalconEye.Processes.Sandbox;

/// <summary>
/// The last step before a child's program: gives up what the program does not need, then becomes the program by execve(2). Relay and recorder
/// have it as a verb, so it needs no program of its own; native code, it costs some milliseconds.
/// </summary>
public static class SandboxLauncher
{
    /// <summary>The argument by which relay and recorder become the launcher.</summary>
    public const string Verb = "sandbox";

    /// <summary>What shells answer when a program cannot be executed.</summary>
    private const int CannotExecute = 127;

    /// <summary>The program that is the launcher; <see langword="null"/> starts children without a sandbox, by <c>setpriv</c>.</summary>
    public static string? Path { get; private set; }

    /// <summary>
    /// Names the program that is the launcher: relay and recorder name themselves, the server names its relay. Only a native program can be one:
    /// a just-in-time compiler, whose program has a <c>.dll</c> beside it, needs memory and system calls until the last moment.
    /// </summary>
    public static void Use(string? path) => Path = IsNative(path) ? path : null;

    private static bool IsNative(string? path) => path is not null && System.IO.Path.GetFileName(path) != "dotnet" && !File.Exists(path + ".dll");

    /// <summary>Becomes the program that the arguments behind the verb name.</summary>
    /// <returns>An exit code, when that failed; what failed is on standard error.</returns>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        if (SandboxCommand.Parse(arguments) is not { } command)
        {
            Console.Error.WriteLine("sandbox: wrong arguments.");
            return CannotExecute;
        }

        if (FindProgram(command.Program[0]) is not { } program)
        {
            Console.Error.WriteLine($"sandbox: {command.Program[0]} is not installed.");
            return CannotExecute;
        }

        if (!Libc.TryEndWithParent(command.DeathSignal, command.Parent))
        {
            return CannotExecute;
        }

        using var image = new ProgramImage(program, command.Program);
        Confine(command.Policy, program);
        var error = image.Execute();
        Console.Error.WriteLine($"sandbox: cannot execute {program}: {Marshal.GetPInvokeErrorMessage(error)}.");
        return CannotExecute;
    }

    /// <summary>The filter comes late, since it forbids what is needed before; the memory limit last, since this runtime reserves more.</summary>
    private static void Confine(SandboxPolicy policy, string program)
    {
        Libc.ForbidNewPrivileges();
        Landlock.Restrict(policy, program);
        Capabilities.Drop(policy, program);
        SeccompFilter.Install(policy.Profile, hasNetwork: policy.Ports.Count > 0);
        ResourceLimits.Apply(policy);
    }

    private static string? FindProgram(string name)
    {
        var candidates = name.Contains('/', StringComparison.Ordinal)
            ? [name]
            : (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':').Select(folder => System.IO.Path.Combine(folder, name));
        return candidates.Where(File.Exists).Select(System.IO.Path.GetFullPath).FirstOrDefault();
    }
}
