using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FalconEye.TestKit;

namespace FalconEye.Discovery.Tests.Usb;

/// <summary>Debian's <c>sshd</c> as a process of the test's own, with its own keys, on an address of loopback: a node.</summary>
public sealed class SshServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";

    private readonly TemporaryFolder _folder;
    private readonly Process _process;

    private SshServer(TemporaryFolder folder, Process process) => (_folder, _process) = (folder, process);

    /// <summary>Makes a key pair.</summary>
    public static async Task CreateKeyAsync(string file, CancellationToken ct) =>
        await Tool.OutputOfAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "falcon-eye-test", "-f", file], ct);

    /// <summary>Starts a server that lets one key in, and whose sessions see a made-up machine.</summary>
    public static async Task<SshServer> StartAsync(IPEndPoint endPoint, string authorizedKey, FakeMachine machine, CancellationToken ct)
    {
        var folder = new TemporaryFolder();
        await CreateKeyAsync(folder["host_key"], ct);
        File.Copy(authorizedKey, folder["authorized_keys"]);
        await File.WriteAllTextAsync(
            folder["config"],
            string.Create(CultureInfo.InvariantCulture, $"""
            ListenAddress {endPoint}
            HostKey {folder["host_key"]}
            AuthorizedKeysFile {folder["authorized_keys"]}
            StrictModes no
            PidFile none
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin yes
            # Without the home folder's start files: what a developer's shell does at its start is no part of a test.
            SetEnv HOME={folder.Path} {string.Join(' ', machine.Environment.Select(variable => $"{variable.Key}={variable.Value}"))}

            """),
            ct);
        if (Environment.IsPrivilegedProcess)
        {
            // Where root's sshd locks itself in; Debian's service makes it at boot.
            Directory.CreateDirectory("/run/sshd");
        }

        var process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", folder["config"]]) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(ct);
        var server = new SshServer(folder, process);
        await Eventually.HoldsAsync(
            async () => process.HasExited ? throw new InvalidOperationException($"sshd ended: {await errors}") : await ListensAsync(endPoint, ct),
            $"sshd listens at {endPoint}",
            ct);
        return server;
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static async Task<bool> ListensAsync(IPEndPoint endPoint, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(endPoint, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
