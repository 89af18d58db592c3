using System.Collections.Concurrent;
using System.Security.Cryptography;
using FalconEye.KubernetesApi.Http;

namespace FalconEye.KubernetesApi.Access;

/// <summary>The bearer tokens that are good now.</summary>
internal sealed class Tokens
{
    private const string Scheme = "Bearer ";

    private readonly ConcurrentDictionary<string, User> _users = new();

    internal string Issue(User user)
    {
        var token = RandomNumberGenerator.GetHexString(40, lowercase: true);
        _users[token] = user;
        return token;
    }

    internal void Revoke(string token) => _users.TryRemove(token, out _);

    /// <exception cref="StatusException">401: no token, or one that is not good any more.</exception>
    internal User Authenticate(string? authorization) =>
        authorization?.StartsWith(Scheme, StringComparison.Ordinal) == true && _users.TryGetValue(authorization[Scheme.Length..].Trim(), out var user)
            ? user
            : throw StatusException.Unauthorized();
}
