namespace FalconEye.Data.Nodes;

/// <summary>The key by which a node's SSH server is known since it was first met.</summary>
public sealed class SshHostKey
{
    /// <summary>The node's name, as OpenSSH would write it into known_hosts: <c>kitchen</c>, or <c>[kitchen]:2222</c>.</summary>
    public required string Host { get; init; }

    /// <summary>The key's type, such as <c>ssh-ed25519</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The public key, in base64.</summary>
    public required string Key { get; init; }

    /// <summary>When the node was first met, UTC.</summary>
    public required DateTime FirstSeenAt { get; init; }
}
