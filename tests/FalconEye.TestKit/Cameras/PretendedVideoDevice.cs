using System.Security.Cryptography;

namespace FalconEye.TestKit.Cameras;

/// <summary>
/// A USB camera that does not exist: a library which, preloaded into a program such as <c>motion</c>, answers the V4L2 calls on one
/// device path. See <c>tools/simulated-cameras/v4l2-pretender</c>.
/// </summary>
public sealed class PretendedVideoDevice
{
    private PretendedVideoDevice(string library, string path) => Environment = new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = library,
        ["PRETEND_V4L2_DEVICE"] = path,
    };

    /// <summary>What to add to the environment of the program that is to see the camera.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Writes a script that starts a program which sees the camera, for whoever hands no environment on.</summary>
    /// <returns>The script's path.</returns>
    public async Task<string> WrapAsync(string program, string folder, CancellationToken cancellationToken)
    {
        string script = Path.Combine(folder, program);
        string variables = string.Join(' ', Environment.Select(variable => $"'{variable.Key}={variable.Value}'"));
        string path = System.Environment.GetEnvironmentVariable("PATH") ?? "";
        await File.WriteAllTextAsync(script, $"#!/bin/sh\nPATH='{path}' exec env {variables} {program} \"$@\"\n", cancellationToken);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return script;
    }

    /// <summary>Pretends that <paramref name="path"/> is a camera; compiles the library if this version of it is not there yet.</summary>
    /// <exception cref="InvalidOperationException">The compiler failed; the message has what it said.</exception>
    public static async Task<PretendedVideoDevice> CreateAsync(string path, CancellationToken cancellationToken) =>
        new(await BuildAsync(cancellationToken), path);

    private static async Task<string> BuildAsync(CancellationToken cancellationToken)
    {
        string source = Path.Combine(RepositoryFolder.Root, "tools", "simulated-cameras", "v4l2-pretender");
        string version = Convert.ToHexStringLower(
            SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(source, "v4l2_pretender.c"), cancellationToken)))[..16];
        string target = Path.Combine(RepositoryFolder.Root, "artifacts", "v4l2-pretender", $"v4l2-pretender-{version}.so");
        if (File.Exists(target))
            return target;

        // Tests run side by side: each builds for itself, and whoever is last replaces a file by its like.
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string partial = $"{target}.{Guid.NewGuid():N}";
        await Tool.OutputOfAsync("make", ["--directory", source, "--always-make", $"OUT={partial}"], cancellationToken);
        File.Move(partial, target, overwrite: true);
        return target;
    }
}
