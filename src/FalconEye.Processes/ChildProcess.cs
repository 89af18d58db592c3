using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using FalconEye.Processes.Sandbox;

namespace FalconEye.Processes;

/// <summary>
/// A running child process that never outlives this one, whose standard error is always drained (a full pipe would put it to sleep),
/// and that is stopped in bounded time. Linux only: the child is started through <see cref="SandboxLauncher"/>, or without a sandbox through
/// <c>setpriv</c> of util-linux. Both ask the kernel to end it with its parent and bar it from gaining privileges, then become the program.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan KillWait = TimeSpan.FromSeconds(5);

    /// <summary>How long the last lines are waited for once the process is gone: another process may hold its pipes open.</summary>
    private static readonly TimeSpan LastLinesWait = TimeSpan.FromSeconds(1);

    /// <summary>128 + SIGKILL: what is reported of a process that cannot be killed, such as one that waits for a dead device.</summary>
    private const int KilledExitCode = 137;

    private readonly Process _process;
    private readonly LineTail _tail = new(capacity: 20);
    private readonly Task _pumps;

    private ChildProcess(Process process, ProcessSpec spec)
    {
        _process = process;
        Id = process.Id;
        var errors = LinePump.RunAsync(process.StandardError.BaseStream, line =>
        {
            _tail.Add(line);
            spec.OnLine?.Invoke(line);
        });
        var output = spec.ReadsStandardOutput
            ? Task.CompletedTask
            : LinePump.RunAsync(process.StandardOutput.BaseStream, line => spec.OnLine?.Invoke(line));
        _pumps = Task.WhenAll(errors, output);
        Exited = WaitAsync();
    }

    /// <summary>The variables of this process that every child gets: where programs are found, language and time zone.</summary>
    public static IReadOnlyList<string> InheritedVariables { get; } = ["PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ"];

    /// <summary>The operating system's id of the process.</summary>
    public int Id { get; }

    /// <summary>Completes when the process has ended and its last lines are read; never faults.</summary>
    public Task<ProcessExit> Exited { get; }

    /// <summary>The child's standard output, when <see cref="ProcessSpec.ReadsStandardOutput"/> was asked for.</summary>
    public Stream StandardOutput => _process.StandardOutput.BaseStream;

    /// <summary>The child's standard input, when <see cref="ProcessSpec.WritesStandardInput"/> was asked for.</summary>
    public Stream StandardInput => _process.StandardInput.BaseStream;

    /// <summary>The last lines of standard error so far, oldest first.</summary>
    public IReadOnlyList<string> LastLines => _tail.Snapshot();

    /// <summary>Starts a child.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">
    /// The launcher, or <c>setpriv</c>, is not installed. A missing program itself ends the child with code 127.
    /// </exception>
    public static async Task<ChildProcess> StartAsync(ProcessSpec spec)
    {
        var process = new Process { StartInfo = StartInfoOf(spec) };
        await SpawnThread.RunAsync(() => process.Start());
        var child = new ChildProcess(process, spec);
        if (!spec.WritesStandardInput)
        {
            child.FeedStandardInput(spec.StandardInput);
        }

        return child;
    }

    /// <summary>Sends a signal; does nothing once the process has ended.</summary>
    public void Signal(PosixSignal signal)
    {
        if (!Exited.IsCompleted && !_process.HasExited)
        {
            Signals.Send(Id, signal);
        }
    }

    /// <summary>
    /// Asks the process to end with <paramref name="signal"/>, waits <paramref name="grace"/>, then kills it and what it started.
    /// </summary>
    /// <returns>How it ended.</returns>
    public async Task<ProcessExit> StopAsync(PosixSignal signal, TimeSpan grace, TimeProvider time)
    {
        Signal(signal);
        try
        {
            return await Exited.WaitAsync(grace, time);
        }
        catch (TimeoutException)
        {
            return await KillAsync(time);
        }
    }

    /// <summary>
    /// Kills the process if it still runs and waits until it is gone, in bounded time: one that hangs in the kernel is left to it.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync(TimeProvider.System);
        _process.Dispose();
    }

    private async Task<ProcessExit> KillAsync(TimeProvider time)
    {
        Kill();
        try
        {
            return await Exited.WaitAsync(KillWait, time);
        }
        catch (TimeoutException)
        {
            return new ProcessExit(KilledExitCode, _tail.Snapshot());
        }
    }

    private static ProcessStartInfo StartInfoOf(ProcessSpec spec)
    {
        var (launcher, launcherArguments) = LauncherOf(spec);
        var start = new ProcessStartInfo(launcher)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in launcherArguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var name in InheritedVariables)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static (string Program, IReadOnlyList<string> Arguments) LauncherOf(ProcessSpec spec)
    {
        if (spec.Sandbox is { } policy && SandboxLauncher.Path is { } launcher)
        {
            return (launcher, SandboxCommand.ArgumentsFor(policy, spec.ParentDeathSignal, spec.FileName, spec.Arguments));
        }

        // setpriv of util-linux takes the names only: KILL, TERM.
        var deathSignal = spec.ParentDeathSignal is { } signal ? signal.ToString()["SIG".Length..] : "KILL";
        return ("setpriv", ["--pdeathsig", deathSignal, "--no-new-privs", "--", spec.FileName, .. spec.Arguments]);
    }

    private void FeedStandardInput(string? text)
    {
        try
        {
            _process.StandardInput.Write(text);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The child ended before it read its input; how it ended says more than a broken pipe.
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended between the look and the kill.
        }
    }

    private async Task<ProcessExit> WaitAsync()
    {
        await _process.WaitForExitAsync();
        await Task.WhenAny(_pumps, Task.Delay(LastLinesWait));
        return new ProcessExit(_process.ExitCode, _tail.Snapshot());
    }

    /// <summary>
    /// The kernel sends the parent-death signal when the <em>thread</em> that forked the child ends (prctl(2), PR_SET_PDEATHSIG), and pool
    /// threads come and go: so every child is forked from one thread that lives as long as the process.
    /// </summary>
    private static class SpawnThread
    {
        private static readonly BlockingCollection<(Action Start, TaskCompletionSource Done)> Requests = [];

        static SpawnThread() => new Thread(Loop) { IsBackground = true, Name = "child-spawner" }.Start();

        internal static Task RunAsync(Action start)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Requests.Add((start, done));
            return done.Task;
        }

        private static void Loop()
        {
            foreach (var (start, done) in Requests.GetConsumingEnumerable())
            {
                try
                {
                    start();
                    done.SetResult();
                }
                catch (Exception e)
                {
                    done.SetException(e);
                }
            }
        }
    }
}
