namespace FalconEye.Api.Discovery.Usb;

/// <summary>
/// The host keys of nodes, pinned when each was first met, in OpenSSH's own format (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"), so that an
/// operator can fill it beforehand with <c>ssh-keyscan</c> and mend it with an editor. Nodes stand in it by name, since addresses change.
/// </summary>
internal sealed class KnownHosts(string file)
{
    private readonly Lock _access = new();

    /// <summary>Where the keys are kept.</summary>
    internal string File => file;

    /// <summary>The types of key that a node is known by; empty for a node that was never met.</summary>
    internal IReadOnlySet<string> KeyTypesOf(string host)
    {
        lock (_access)
        {
            return ReadKeys(host).Select(key => key.Type).ToHashSet();
        }
    }

    /// <summary>Compares a node's key with the pinned one, and pins it if there is none.</summary>
    /// <returns>Whether the node may be trusted.</returns>
    internal bool Accept(string host, string type, ReadOnlySpan<byte> key)
    {
        var offered = (type, Convert.ToBase64String(key));
        lock (_access)
        {
            var known = ReadKeys(host);
            if (known.Count > 0)
            {
                return known.Contains(offered);
            }

            var before = System.IO.File.Exists(file) && System.IO.File.ReadAllText(file) is { Length: > 0 } text && !text.EndsWith('\n') ? "\n" : "";
            System.IO.File.AppendAllText(file, $"{before}{host} {type} {offered.Item2}\n");
            return true;
        }
    }

    private List<(string Type, string Key)> ReadKeys(string host) =>
        System.IO.File.Exists(file)
            ? [.. System.IO.File.ReadLines(file)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length >= 3 && fields[0].Split(',').Contains(host, StringComparer.OrdinalIgnoreCase))
                .Select(fields => (fields[1], fields[2]))]
            : [];
}
