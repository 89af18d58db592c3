using System.Runtime.InteropServices;

namespace FalconEye.TestKit.Networks;

/// <summary>
/// A network of a test's own (ip-netns(8), network_namespaces(7)): what listens or connects inside sees nothing of the machine's network,
/// and the machine nothing of it.
/// </summary>
public sealed partial class NetworkNamespace : IAsyncDisposable
{
    private const int CloneNewNet = 0x4000_0000;
    private const string Ip = "ip";

    private NetworkNamespace(string name) => Name = name;

    /// <summary>Its name for <c>ip netns</c>.</summary>
    public string Name { get; }

    /// <summary>Makes one with nothing in it but loopback.</summary>
    /// <returns><see langword="null"/> where this process may not: without root, or in a container that has no right to.</returns>
    public static async Task<NetworkNamespace?> CreateAsync(CancellationToken cancellationToken)
    {
        var name = $"fe-{Guid.NewGuid():N}"[..12];
        if (!Environment.IsPrivilegedProcess || (await Tool.RunAsync(Ip, ["netns", "add", name], cancellationToken)).ExitCode != 0)
        {
            return null;
        }

        var made = new NetworkNamespace(name);
        await made.ConfigureAsync("link set lo up", cancellationToken);
        return made;
    }

    /// <summary>Runs <c>ip</c> inside.</summary>
    /// <param name="command">Its arguments, separated by spaces.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task ConfigureAsync(string command, CancellationToken cancellationToken) =>
        Tool.OutputOfAsync(Ip, ["-n", Name, .. command.Split(' ')], cancellationToken);

    /// <summary>What to start instead of a program, so that it runs inside.</summary>
    public IReadOnlyList<string> CommandOf(string program, IEnumerable<string> arguments) => [Ip, "netns", "exec", Name, program, .. arguments];

    /// <summary>Does something inside, on a thread of its own; sockets made there stay there, anyone who uses them later (setns(2)).</summary>
    public T Run<T>(Func<T> work)
    {
        var result = default(T);
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle($"/var/run/netns/{Name}");
                if (SetNamespace((int)handle.DangerousGetHandle(), CloneNewNet) != 0)
                {
                    throw new InvalidOperationException($"setns failed: {Marshal.GetLastPInvokeErrorMessage()}");
                }

                result = work();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw new InvalidOperationException($"Inside {Name}: {failure.Message}", failure);
    }

    /// <summary>Removes it. Its interfaces go when the last process inside has ended.</summary>
    public async ValueTask DisposeAsync() => await Tool.OutputOfAsync(Ip, ["netns", "del", Name], CancellationToken.None);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int descriptor, int kind);
}
