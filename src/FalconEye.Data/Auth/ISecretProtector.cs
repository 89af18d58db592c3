namespace FalconEye.Data.Auth;

/// <summary>
/// Encrypts what must not be in the database in clear: cameras' addresses with their passwords, keys of second factors.
/// </summary>
public interface ISecretProtector
{
    /// <summary>Encrypts.</summary>
    string Protect(string clear);

    /// <summary>Decrypts; text from before there was encryption comes back as it is.</summary>
    /// <returns>The clear text, or <see langword="null"/> when it was encrypted with another key.</returns>
    string? Unprotect(string stored);
}
