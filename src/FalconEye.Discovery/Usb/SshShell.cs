using System.Net.Sockets;
using System.Text;
using FalconEye.Data.Nodes;
using FalconEye.Orchestration.Nodes;
using Renci.SshNet;
using Renci.SshNet.Common;
using ConnectionInfo = Renci.SshNet.ConnectionInfo;

namespace FalconEye.Discovery.Usb;

/// <summary>Runs the listing on a node over SSH.</summary>
internal sealed class SshShell(SshAccess access, KnownHosts knownHosts)
{
    /// <returns>What the listing printed.</returns>
    /// <exception cref="NodeUnreadableException">The node did not let us; the message says what to do.</exception>
    internal async Task<string> RunListingAsync(Node node, CancellationToken cancellationToken)
    {
        var address = node.Ip ?? throw new NodeUnreadableException("it has no address.");
        using var client = new SshClient(access.ConnectTo(address));
        var alias = access.Port == 22 ? node.Name : $"[{node.Name}]:{access.Port}";
        var pinned = await knownHosts.FindAsync(alias, cancellationToken);
        var (isStranger, type, key) = (false, "", "");
        OfferOnlyKnownKeyType(client.ConnectionInfo, pinned);
        client.HostKeyReceived += (_, offered) =>
        {
            (type, key) = (TypeOf(offered.HostKeyName), Convert.ToBase64String(offered.HostKey));
            isStranger = pinned is not null && (pinned.Type, pinned.Key) != (type, key);
            offered.CanTrust = !isStranger;
        };
        try
        {
            await client.ConnectAsync(cancellationToken);
            if (pinned is null)
            {
                await knownHosts.PinAsync(alias, type, key, cancellationToken);
            }

            return await RunAsync(client, cancellationToken);
        }
        catch (Exception) when (isStranger)
        {
            throw new NodeUnreadableException(
                $"its SSH host key is not the one by which it is known since {pinned!.FirstSeenAt:yyyy-MM-dd}. If the machine was set up again, forget the old key (DELETE /api/nodes/{node.Name}/ssh-key) and scan again; if not, somebody may be posing as it.");
        }
        catch (SshAuthenticationException e)
        {
            throw new NodeUnreadableException(
                "it refused the SSH user. Check SSH_USER and SSH_PASSWORD, or that the public key of SSH_PRIVATE_KEY is in that user's authorized_keys there.", e);
        }
        catch (SocketException e)
        {
            throw new NodeUnreadableException(e.SocketErrorCode == SocketError.ConnectionRefused
                ? $"nothing listens on port {access.Port} at {address}: install openssh-server there, or set SSH_PORT."
                : $"there is no way to {address}: is it switched on and in a network that the server reaches?", e);
        }
        catch (SshException e)
        {
            throw new NodeUnreadableException($"what answers at {address}, port {access.Port}, ended the SSH connection: {e.Message}", e);
        }
    }

    private static async Task<string> RunAsync(SshClient client, CancellationToken cancellationToken)
    {
        using var command = client.CreateCommand("/bin/sh -s");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = command.ExecuteAsync(ending.Token);
        string output;
        try
        {
            await using (var input = command.CreateInputStream())
            {
                await input.WriteAsync(Encoding.UTF8.GetBytes(VideoDeviceListing.Script), cancellationToken);
            }

            output = await ReadAsync(command, ending);
            await running;
        }
        finally
        {
            await ending.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return command.ExitStatus == 0
            ? output
            : throw new NodeUnreadableException($"its shell ended with {command.ExitStatus}: the SSH user needs a login shell there.");
    }

    /// <summary>Both streams as they come: neither may fill the memory. What one breaks off ends the other.</summary>
    private static async Task<string> ReadAsync(SshCommand command, CancellationTokenSource ending)
    {
        var (output, errors) = (ListingText.ReadAsync(command.OutputStream, ending.Token), ListingText.ReadAsync(command.ExtendedOutputStream, ending.Token));
        if (await Task.WhenAny(output, errors) is { IsFaulted: true } broken)
        {
            await ending.CancelAsync();
            await ((Task)Task.WhenAll(output, errors)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await broken;
        }

        await errors;
        return await output;
    }

    /// <summary>
    /// A node offers several keys; asking for the type that is pinned keeps another of its own from looking like a stranger's.
    /// </summary>
    private static void OfferOnlyKnownKeyType(ConnectionInfo connection, SshHostKey? pinned)
    {
        foreach (var name in pinned is null ? [] : connection.HostKeyAlgorithms.Keys.Where(name => TypeOf(name) != pinned.Type).ToList())
        {
            connection.HostKeyAlgorithms.Remove(name);
        }
    }

    /// <summary>RSA keys sign in several ways and have one type (RFC 8332).</summary>
    private static string TypeOf(string algorithm) => algorithm is "rsa-sha2-256" or "rsa-sha2-512" ? "ssh-rsa" : algorithm;
}
