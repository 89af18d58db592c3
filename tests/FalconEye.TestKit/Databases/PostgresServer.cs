using System.Diagnostics;
using System.Globalization;

namespace FalconEye.TestKit.Databases;

/// <summary>
/// Debian's PostgreSQL, started for a test on a free port with an empty data folder. Its password needs percent-encoding,
/// so that anyone who takes addresses apart is tested with one that does.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "falcon";
    private const string Password = "p@ss/w%rd";
    private static readonly TimeSpan StartDeadline = Eventually.DefaultDeadline;

    private readonly string folder;
    private readonly Process process;
    private readonly int port;
    private int databases;

    private PostgresServer(string folder, Process process, int port)
    {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    private static string Binaries { get; } = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";

    private static IReadOnlyDictionary<string, string> Credentials { get; } = new Dictionary<string, string> { ["PGPASSWORD"] = Password };

    /// <summary>Starts a server and waits until it accepts connections.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL refused to start; the message says why.</exception>
    public static async Task<PostgresServer> StartAsync(CancellationToken cancellationToken)
    {
        string folder = (await OutputAsync("mktemp", ["-d", "-t", "falcon-eye-postgres-XXXXXX"], cancellationToken)).Trim();
        string passwordFile = Path.Combine(folder, "password");
        string data = Path.Combine(folder, "data");
        await File.WriteAllTextAsync(passwordFile, Password, cancellationToken);
        await OutputAsync(
            $"{Binaries}/initdb",
            ["-D", data, "-U", User, "--pwfile", passwordFile, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"],
            cancellationToken);
        int port = FreePort.Next();
        (string program, IReadOnlyList<string> arguments) = Unprivileged(
            $"{Binaries}/postgres",
            ["-D", data, "-p", Text(port), "-h", "127.0.0.1", "-k", folder,
                "-c", "fsync=off", "-c", "logging_collector=on", "-c", $"log_directory={folder}"]);
        PostgresServer server = new(folder, Process.Start(program, arguments), port);
        try
        {
            await server.WaitUntilReadyAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its address in the form of <c>DATABASE_URL</c>, credentials percent-encoded.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        string name = $"falcon_eye_{Interlocked.Increment(ref databases)}";
        await Tool.OutputOfAsync(
            $"{Binaries}/createdb", ["-h", "127.0.0.1", "-p", Text(port), "-U", User, name], cancellationToken, Credentials);
        return $"postgresql://{User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{Text(port)}/{name}";
    }

    /// <summary>Ends the server without ceremony and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        // SIGQUIT is PostgreSQL's immediate shutdown: the server ends its own children, which a SIGKILL would leave behind.
        await Tool.RunAsync("/bin/kill", ["-QUIT", Text(process.Id)], CancellationToken.None);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task<string> OutputAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        (string command, IReadOnlyList<string> all) = Unprivileged(program, arguments);
        return Tool.OutputOfAsync(command, all, cancellationToken);
    }

    /// <summary>PostgreSQL refuses to run as root; <c>setpriv</c> becomes the program, so that the process id is the server's.</summary>
    private static (string Program, IReadOnlyList<string> Arguments) Unprivileged(string program, IReadOnlyList<string> arguments) =>
        Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", "--", program, .. arguments])
            : (program, arguments);

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken) =>
        await Eventually.ReturnsAsync(
            () => Tool.RunAsync($"{Binaries}/pg_isready", ["-h", "127.0.0.1", "-p", Text(port), "-q"], cancellationToken),
            result => result.ExitCode == 0 || (process.HasExited
                ? throw new InvalidOperationException($"postgres ended with {process.ExitCode}.")
                : false),
            "PostgreSQL accepts connections",
            cancellationToken,
            StartDeadline);
}
