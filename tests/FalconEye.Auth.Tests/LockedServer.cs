using System.Net;
using System.Security.Cryptography;
using System.Text;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>A server that asks who is calling, with its first administrator.</summary>
public class LockedServer : IAsyncLifetime
{
    internal const string Administrator = "anna";
    internal const string Password = "violet tractor moon";
    internal const string MasterKey = "3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=";
    private readonly List<Caller> _callers = [];

    /// <summary>What it is told beside that.</summary>
    protected virtual IReadOnlyList<(string Name, string Value)> Settings => [];

    /// <summary>The server.</summary>
    public FalconEyeServer Server { get; private set; } = null!;

    internal Caller Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await FalconEyeServer.StartAsync(CancellationToken.None, [("AUTH_MODE", "on"), ("DATA_PROTECTION_KEY", MasterKey), .. Settings]);
        Admin = Keep(Caller.Anonymous(Server));
        await Admin.PostAsync("/api/auth/setup", new { user_name = Administrator, password = Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, CancellationToken.None);
    }

    /// <summary>Adds a person with a name of their own, and logs them in.</summary>
    internal async Task<(Caller Caller, string Name)> AddUserAsync(string role, CancellationToken cancellationToken, params string[] cameraIds)
    {
        var name = $"{role}-{Guid.NewGuid():N}"[..24];
        var body = new { user_name = name, password = Password, role, all_cameras = cameraIds.Length == 0, camera_ids = cameraIds };
        await Admin.PostAsync("/api/users", body, HttpStatusCode.Created, cancellationToken);
        return (Keep(await Caller.LogInAsync(Server, name, Password, cancellationToken)), name);
    }

    /// <summary>Makes a token as someone, and a caller that shows it.</summary>
    internal async Task<Caller> AddTokenAsync(Caller owner, string role, CancellationToken cancellationToken, params string[] cameraIds)
    {
        var body = new { name = "test", role, camera_ids = cameraIds.Length == 0 ? null : cameraIds, password = Password };
        var made = await owner.PostAsync("/api/auth/tokens", body, HttpStatusCode.Created, cancellationToken);
        return Keep(Caller.WithToken(Server, made.GetProperty("token").GetString()!));
    }

    /// <summary>Adds a camera that nothing listens for.</summary>
    internal async Task<string> AddCameraAsync(string name, CancellationToken cancellationToken)
    {
        var body = new { name, protocol = "rtsp", source_url = $"rtsp://root:{CameraPassword}@127.0.0.1:9/{Guid.NewGuid():N}" };
        return (await Admin.PostAsync("/api/cameras", body, HttpStatusCode.Created, cancellationToken)).GetProperty("id").GetString()!;
    }

    /// <summary>What no answer, file or log may show.</summary>
    internal const string CameraPassword = "Kn4ckw0rst";

    /// <summary>A camera's recorder, or relay, with the credential that the server gives it.</summary>
    internal Caller Workload(string component, string cameraId) => Keep(Caller.WithToken(Server, CredentialOf(component, cameraId)));

    private Caller Keep(Caller caller)
    {
        _callers.Add(caller);
        return caller;
    }

    /// <summary>As docs/decisions/0010-one-master-key.md has it.</summary>
    private static string CredentialOf(string component, string cameraId)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(MasterKey), 32, info: "workload-credentials"u8.ToArray());
        var subject = $"{component}.{Guid.Parse(cameraId):N}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(subject)));
        return $"{subject}.{signature.TrimEnd('=').Replace('+', '-').Replace('/', '_')}";
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _callers.ForEach(caller => caller.Dispose());
        await Server.DisposeAsync();
    }
}
