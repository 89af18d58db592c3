using System.Collections;
using System.Net;
using System.Runtime.InteropServices;
using FalconEye.KubernetesApi.Networking;
using FalconEye.Processes;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>One life of a container: a process that ends with this one, or a task.</summary>
internal sealed class RunningContainer : IAsyncDisposable
{
    /// <summary>All that a program gets of this process's own environment.</summary>
    private static readonly string[] Inherited = ["PATH", "HOME", "LANG", "TZ"];

    private readonly ChildProcess? _process;
    private readonly CancellationTokenSource _ending = new();
    private readonly List<PortForwarder> _forwarders = [];
    private ReportGateway? _gateway;
    private bool _isDisposed;

    private RunningContainer(ChildProcess process) => (_process, Exited) = (process, CodeOfAsync(process));

    private RunningContainer(Func<CancellationToken, Task> run) => Exited = RunAsync(run, _ending.Token);

    /// <summary>The process; null for code of this process.</summary>
    internal int? ProcessId => _process?.Id;

    /// <summary>Completes with its exit code.</summary>
    internal Task<int> Exited { get; }

    internal static async Task<RunningContainer> StartAsync(PodProgram program, ContainerSetup setup, IPAddress address, ContainerLog log)
    {
        if (program is InProcessProgram code)
        {
            PodContext context = new(address, setup.PathOf, setup.Environment);
            return new RunningContainer(ending => code.Run(context, ending));
        }

        var process = (ProcessProgram)program;
        var environment = EnvironmentOf(setup, process, address);
        var gateway = Uri.TryCreate(environment.GetValueOrDefault(ReportGateway.Variable), UriKind.Absolute, out var api)
            ? await ReportGateway.StartAsync(api, setup.NodeFolder)
            : null;
        if (gateway is not null)
        {
            environment[ReportGateway.Variable] = gateway.Address;
        }

        RunningContainer container = new(await ChildProcess.StartAsync(new ProcessSpec(process.FileName)
        {
            Arguments = [.. process.First, .. setup.Arguments],
            Environment = environment,
            ParentDeathSignal = PosixSignal.SIGTERM,
            OnLine = log.Add,
        }))
        {
            _gateway = gateway,
        };
        foreach (var (port, local) in setup.Ports)
        {
            container._forwarders.Add(new PortForwarder(new IPEndPoint(address, port), () => new IPEndPoint(IPAddress.Loopback, local)));
        }

        return container;
    }

    /// <summary>Asks it to end, and makes it end after the grace.</summary>
    internal async Task StopAsync(TimeSpan grace)
    {
        if (_process is not null)
        {
            await _process.StopAsync(PosixSignal.SIGTERM, grace, TimeProvider.System);
        }
        else if (!Exited.IsCompleted)
        {
            await _ending.CancelAsync();
        }

        await Exited;
    }

    /// <summary>Ends it as a power cut does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            await Exited;
            return;
        }

        await _ending.CancelAsync();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        await Exited;
        _forwarders.ForEach(forwarder => forwarder.Dispose());
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        _ending.Dispose();
    }

    private static Dictionary<string, string> EnvironmentOf(ContainerSetup setup, ProcessProgram program, IPAddress address)
    {
        Dictionary<string, string> environment = new(setup.Environment);
        foreach (var (name, value) in program.Environment)
        {
            environment[name] = value;
        }

        // The pod's address is all that it may listen on here, where pods share one network.
        environment["HOST"] = address.ToString();
        environment["TMPDIR"] = setup.PathOf("/tmp");
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (Inherited.Contains(name) || name.StartsWith("DOTNET_", StringComparison.Ordinal))
            {
                environment.TryAdd(name, (string?)variable.Value ?? "");
            }
        }

        return environment;
    }

    private static async Task<int> CodeOfAsync(ChildProcess process) => (await process.Exited).Code;

    private static async Task<int> RunAsync(Func<CancellationToken, Task> run, CancellationToken ending)
    {
        try
        {
            await run(ending);
            return 0;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return 0;
        }
    }
}
