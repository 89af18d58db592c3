using System.Security.Cryptography;
using System.Text;

namespace FalconEye.TestKit.Cameras;

/// <summary>
/// A USB camera that does not exist: a library which, preloaded into a program such as <c>motion</c>, answers the V4L2 calls on one
/// device path. See <c>tools/simulated-cameras/v4l2-pretender</c>.
/// </summary>
public sealed class FakeVideoDevice
{
    private FakeVideoDevice(string library, string path)
    {
        Library = library;
        Environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = library,
            ["PRETEND_V4L2_DEVICE"] = path,
        };
    }

    /// <summary>The library, which knows the path itself: <c>LD_PRELOAD</c> is enough, which the server hands on to its programs.</summary>
    public string Library { get; }

    /// <summary>What to add to the environment of the program that is to see the camera.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Pretends that <paramref name="path"/> is a camera; compiles the library if this version of it is not there yet.</summary>
    /// <exception cref="InvalidOperationException">The compiler failed; the message has what it said.</exception>
    public static async Task<FakeVideoDevice> CreateAsync(string path, CancellationToken cancellationToken) =>
        new(await BuildAsync(path, cancellationToken), path);

    private static async Task<string> BuildAsync(string path, CancellationToken cancellationToken)
    {
        string source = Path.Combine(RepositoryFolder.Root, "tools", "simulated-cameras", "v4l2-pretender");
        string version = Convert.ToHexStringLower(
            SHA256.HashData([.. await File.ReadAllBytesAsync(Path.Combine(source, "v4l2_pretender.c"), cancellationToken), .. Encoding.UTF8.GetBytes(path)]))[..16];
        string target = Path.Combine(RepositoryFolder.Root, "artifacts", "v4l2-pretender", $"v4l2-pretender-{version}.so");
        if (File.Exists(target))
            return target;

        // Tests run side by side: each builds for itself, and anyone who is last replaces a file by its like.
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string partial = $"{target}.{Guid.NewGuid():N}";
        await Tool.OutputOfAsync("make", ["--directory", source, "--always-make", $"OUT={partial}", $"DEVICE={path}"], cancellationToken);
        File.Move(partial, target, overwrite: true);
        return target;
    }
}
