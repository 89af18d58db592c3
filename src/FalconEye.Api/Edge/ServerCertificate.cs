using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FalconEye.ServiceDefaults;

namespace FalconEye.Api.Edge;

/// <summary>
/// The certificate that the server shows: the user's, read again when its files change, or one of its own in the data directory, replaced
/// before it ends. It is looked at when a client connects, at most every <see cref="CheckInterval"/>.
/// </summary>
internal sealed partial class ServerCertificate(ServerOptions options, TimeProvider time, ILogger<ServerCertificate> logger)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private State? _state;
    private DateTimeOffset _checked;
    private string? _problem;

    /// <summary>Whether the user gave the certificate.</summary>
    internal bool IsUsers => options.Tls.CertificatePath is not null;

    /// <summary>The certificate's SHA-256 fingerprint as browsers show it, <c>AB:CD:...</c>; <see langword="null"/> without TLS.</summary>
    internal string? Fingerprint => options.Tls.IsOn ? Current().Fingerprint : null;

    /// <summary>When the certificate ends; <see langword="null"/> without TLS.</summary>
    internal DateTimeOffset? ValidUntil => options.Tls.IsOn ? Current().ValidUntil : null;

    private string OwnPath => Path.Combine(options.DataDirectory, "tls", "self-signed.pem");

    /// <summary>What a connection is encrypted with.</summary>
    internal SslServerAuthenticationOptions OfConnection() => Current().Connection;

    /// <summary>Reads the certificate, or creates it.</summary>
    /// <exception cref="InvalidConfigurationException">The user's files cannot be used; the message says why.</exception>
    internal void Load()
    {
        lock (_lock)
        {
            Use(Read());
        }
    }

    private State Current()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_state is null || now - _checked >= CheckInterval)
            {
                _checked = now;
                Refresh();
            }

            return _state!;
        }
    }

    /// <summary>Files that cannot be used now are reported once; the certificate before them stays.</summary>
    private void Refresh()
    {
        try
        {
            var pem = Read();
            if (pem != _state?.Pem)
            {
                Use(pem);
            }

            _problem = null;
        }
        catch (InvalidConfigurationException e) when (_state is not null)
        {
            if (_problem != e.Message)
            {
                LogUnusable(e.Message);
                _problem = e.Message;
            }
        }
    }

    /// <summary>Connections that are open go on with the state before, which the garbage collector takes after them.</summary>
    private void Use(PemPair pem)
    {
        var state = State.From(pem, Problem);
        _state = state;
        LogUsed(IsUsers ? "The certificate of TLS_CERT" : "A self-signed certificate", state.ValidUntil, state.Fingerprint);
        if (state.ValidUntil <= time.GetUtcNow())
        {
            LogExpired(state.ValidUntil);
        }
    }

    private PemPair Read()
    {
        if (options.Tls is { CertificatePath: { } certificate, KeyPath: { } key })
        {
            return new(ReadFile("TLS_CERT", certificate), ReadFile("TLS_KEY", key));
        }

        var text = File.Exists(OwnPath) ? File.ReadAllText(OwnPath) : null;
        if (text is null || !IsGood(text))
        {
            text = SelfSignedCertificate.Create(time.GetUtcNow());
            Write(text);
        }

        return new(text, text);
    }

    private bool IsGood(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem, pem);
            return certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime > RenewBefore;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Readable for the server's user alone from its first byte on, and whole or not at all.</summary>
    private void Write(string pem)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(OwnPath)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var temporary = $"{OwnPath}.{Environment.ProcessId}";
        using (var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(Encoding.ASCII.GetBytes(pem));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, OwnPath, overwrite: true);
    }

    private static string ReadFile(string variable, string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidConfigurationException([$"{variable} is \"{path}\", which cannot be read: {e.Message}"]);
        }
    }

    private string Problem(string reason) => IsUsers
        ? $"TLS_CERT \"{options.Tls.CertificatePath}\" and TLS_KEY \"{options.Tls.KeyPath}\" cannot be used: {reason}"
        : $"{OwnPath} cannot be used: {reason}";

    [LoggerMessage(LogLevel.Information, "{What} is in use until {ValidUntil:yyyy-MM-dd}; its SHA-256 fingerprint is {Fingerprint}")]
    private partial void LogUsed(string what, DateTimeOffset validUntil, string fingerprint);

    [LoggerMessage(LogLevel.Warning, "The certificate of TLS_CERT has ended on {ValidUntil:yyyy-MM-dd}: browsers refuse it")]
    private partial void LogExpired(DateTimeOffset validUntil);

    [LoggerMessage(LogLevel.Error, "{Problem} The certificate before stays in use")]
    private partial void LogUnusable(string problem);

    private sealed record PemPair(string Certificate, string Key);

    /// <param name="Pem">What it was read from.</param>
    /// <param name="Connection">What connections use.</param>
    /// <param name="Fingerprint">SHA-256, in pairs of hexadecimal digits.</param>
    /// <param name="ValidUntil">When it ends.</param>
    private sealed record State(PemPair Pem, SslServerAuthenticationOptions Connection, string Fingerprint, DateTimeOffset ValidUntil)
    {
        internal static State From(PemPair pem, Func<string, string> problem)
        {
            try
            {
                var certificate = X509Certificate2.CreateFromPem(pem.Certificate, pem.Key);
                var chain = new X509Certificate2Collection();
                chain.ImportFromPem(pem.Certificate);
                var hash = Convert.ToHexString(certificate.GetCertHash(HashAlgorithmName.SHA256));
                var fingerprint = string.Join(':', hash.Chunk(2).Select(digits => new string(digits)));
                var connection = new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
                };
                return new(pem, connection, fingerprint, certificate.NotAfter.ToUniversalTime());
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                throw new InvalidConfigurationException([problem($"{e.Message.TrimEnd('.')}. They must be a certificate and the private key that belongs to it, as PEM without a passphrase.")]);
            }
        }
    }
}
