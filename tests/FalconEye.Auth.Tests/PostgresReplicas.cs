using System.Net;
using FalconEye.TestKit.Databases;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>Two copies of the server that share a PostgreSQL database and the master key, as in a cluster.</summary>
public sealed class PostgresReplicas : IAsyncLifetime
{
    private const string MasterKey = "3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=";
    private PostgresServer _database = null!;

    internal FalconEyeServer One { get; private set; } = null!;

    internal FalconEyeServer Other { get; private set; } = null!;

    /// <summary>The administrator, at <see cref="One"/>.</summary>
    internal Caller Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresServer.StartAsync(CancellationToken.None);
        var address = await _database.CreateDatabaseAsync(CancellationToken.None);
        One = await StartAsync(address);
        Other = await StartAsync(address);
        Admin = Caller.Anonymous(One);
        await Admin.PostAsync("/api/auth/setup", new { user_name = LockedServer.Administrator, password = LockedServer.Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await One.DisposeAsync();
        await Other.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static Task<FalconEyeServer> StartAsync(string database) => FalconEyeServer.StartAsync(
        CancellationToken.None,
        ("AUTH_MODE", "on"),
        ("DATA_PROTECTION_KEY", MasterKey),
        ("DATABASE_URL", database),
        ("SCAN_SUBNETS", "127.0.0.1/32"),
        ("SCAN_PORTS", "9"));
}
