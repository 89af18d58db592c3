using FalconEye.ServiceDefaults;
using Renci.SshNet;
using Renci.SshNet.Common;
using ConnectionInfo = Renci.SshNet.ConnectionInfo;

namespace FalconEye.Discovery.Usb;

/// <summary>How the server logs in to its nodes. A class and not a record, so that no log ever prints what is in it.</summary>
internal sealed class SshAccess
{
    private const int MaxKeyFileLength = 64 * 1024;

    private readonly string? _password;
    private readonly string? _privateKey;

    private SshAccess(string user, string? password, string? privateKey, int port)
    {
        User = user;
        Port = port;
        _password = password;
        _privateKey = privateKey;
    }

    /// <summary>The port of every node's SSH server.</summary>
    internal int Port { get; }

    private string User { get; }

    /// <summary>
    /// Reads <c>SSH_USER</c>, <c>SSH_PASSWORD</c>, <c>SSH_PRIVATE_KEY</c> (a file, or the key itself) and <c>SSH_PORT</c>.
    /// </summary>
    /// <returns><see langword="null"/> when no user is named: then only this machine's own devices are listed.</returns>
    internal static SshAccess? Read(SettingsReader settings)
    {
        var port = settings.Number("SSH_PORT", 22, 1, 65535);
        var key = ReadPrivateKey(settings);
        var password = settings.Optional("SSH_PASSWORD");
        if (settings.Optional("SSH_USER") is not { } user)
        {
            return null;
        }

        if (key is null && password is null)
        {
            settings.RefuseInWords("SSH_USER is set, and neither SSH_PRIVATE_KEY nor SSH_PASSWORD is: set one of them.");
        }

        return new SshAccess(user, password, key, port);
    }

    /// <summary>A client for one connection: key first, then the password. How long it may take, the caller decides.</summary>
    internal ConnectionInfo ConnectTo(string host)
    {
        List<AuthenticationMethod> methods = [];
        if (_privateKey is not null)
        {
            methods.Add(new PrivateKeyAuthenticationMethod(User, ParseKey(_privateKey)));
        }

        if (_password is not null)
        {
            methods.Add(new PasswordAuthenticationMethod(User, _password));
        }

        return new ConnectionInfo(host, Port, User, [.. methods]);
    }

    private static string? ReadPrivateKey(SettingsReader settings)
    {
        if (settings.Optional("SSH_PRIVATE_KEY") is not { } text)
        {
            return null;
        }

        try
        {
            var key = text.Contains("-----BEGIN", StringComparison.Ordinal) ? text + "\n" : ReadFile(text);
            ParseKey(key).Dispose();
            return key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SshException or NotSupportedException or ArgumentException)
        {
            // The value may be a key: it is never shown.
            settings.RefuseInWords("SSH_PRIVATE_KEY is no private key without passphrase: it must be the path of a key file that the server can read, or the key itself.");
            return null;
        }
    }

    private static string ReadFile(string path) =>
        new FileInfo(path) is { Exists: true, Length: <= MaxKeyFileLength }
            ? File.ReadAllText(path)
            : throw new FileNotFoundException("There is no such key file.");

    private static PrivateKeyFile ParseKey(string key) => new(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(key)));
}
