using System.Collections.Concurrent;
using System.Globalization;

namespace FalconEye.Contracts.Cameras;

/// <summary>
/// The ports on which FalconEye's own programs, and its database, listen on this machine: never those of a camera. A camera on this machine
/// is allowed at any other port, for tests, for demonstrations and for cameras that another program serves.
/// </summary>
public static class OwnServices
{
    private static readonly ConcurrentDictionary<int, int> Users = new();

    /// <summary>What is said of a camera's address that leads to one.</summary>
    public const string Problem = "This address is a service of FalconEye itself, not a camera.";

    /// <summary>The ports now, ascending.</summary>
    public static IReadOnlyList<int> Ports => [.. Users.Where(port => port.Value > 0).Select(port => port.Key).Order()];

    /// <summary>Takes over the ports that <see cref="EnvironmentVariables.OwnPorts"/> lists; what is no port in it is skipped.</summary>
    public static void AddAll(string? list)
    {
        foreach (var text in list?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            if (ushort.TryParse(text, CultureInfo.InvariantCulture, out var port))
            {
                Add(port);
            }
        }
    }

    /// <summary>Counts a port as one of ours until <see cref="Remove"/>.</summary>
    public static void Add(int port) => Users.AddOrUpdate(port, 1, (_, users) => users + 1);

    /// <summary>Undoes one <see cref="Add"/>.</summary>
    public static void Remove(int port) => Users.AddOrUpdate(port, 0, (_, users) => Math.Max(0, users - 1));

    /// <summary>Whether a port of this machine is one of ours.</summary>
    internal static bool Contain(int port) => Users.GetValueOrDefault(port) > 0;
}
