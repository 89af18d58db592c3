namespace FalconEye.Onvif.Device;

/// <summary>
/// Puts the host that we reached into the addresses that a device tells. It tells those of its own network, which is another behind a
/// router, and may tell anything at all; so nothing, and no password, ever goes to another host than the one a person named.
/// </summary>
/// <param name="reached">The device service as it was reached.</param>
internal sealed class ReachableAddress(Uri reached)
{
    /// <summary>The address of a service: on our host and port, unless the device names our host with a port of its own.</summary>
    /// <returns><see langword="null"/> for what is no address.</returns>
    internal Uri? OfService(string? reported)
    {
        if (!Uri.TryCreate(reported, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var isOurs = uri.Scheme == reached.Scheme && uri.IdnHost.Equals(reached.IdnHost, StringComparison.OrdinalIgnoreCase);
        return new UriBuilder(uri) { Scheme = reached.Scheme, Host = reached.Host, Port = isOurs ? uri.Port : reached.Port, UserName = "", Password = "" }.Uri;
    }

    /// <summary>The address of a stream or picture: on our host, at the port that the device tells.</summary>
    /// <param name="reported">What it tells.</param>
    /// <param name="schemes">What may be in front.</param>
    /// <param name="userInfo">User and password, percent-encoded; empty for none.</param>
    /// <returns><see langword="null"/> for what is no address of that kind.</returns>
    internal string? OfStream(string? reported, IReadOnlyList<string> schemes, string userInfo)
    {
        if (!Uri.TryCreate(reported, UriKind.Absolute, out var uri) || !schemes.Contains(uri.Scheme))
        {
            return null;
        }

        var port = uri.Port > 0 ? $":{uri.Port}" : "";
        return $"{uri.Scheme}://{(userInfo.Length > 0 ? userInfo + "@" : "")}{reached.Host}{port}{uri.PathAndQuery}";
    }
}
