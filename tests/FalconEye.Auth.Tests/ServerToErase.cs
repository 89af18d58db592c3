namespace FalconEye.Auth.Tests;

/// <summary>A server for tests that call what touches everything. It looks for cameras on this machine only.</summary>
public sealed class ServerToErase : LockedServer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, string Value)> Settings => [("SCAN_SUBNETS", "127.0.0.1/32"), ("SCAN_PORTS", "9")];
}
