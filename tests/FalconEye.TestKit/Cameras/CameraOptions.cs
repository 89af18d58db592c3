using System.Globalization;
using FalconEye.TestKit.Networks;

namespace FalconEye.TestKit.Cameras;

/// <summary>What all simulated cameras can be told; see <c>tools/simulated-cameras/README.md</c>.</summary>
public abstract record CameraOptions
{
    /// <summary>Pixels per line.</summary>
    public int Width { get; init; } = 320;

    /// <summary>Lines of the picture.</summary>
    public int Height { get; init; } = 240;

    /// <summary>Frames per second.</summary>
    public int FramesPerSecond { get; init; } = 15;

    /// <summary>The address it listens on.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port it listens on; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>Its path, or what the paths of several cameras begin with.</summary>
    public string Path { get; init; } = "/stream";

    /// <summary>The network that it is in; this process's own if null.</summary>
    public NetworkNamespace? Network { get; init; }

    /// <summary>Mount points; with more than one the process serves <c>/stream/1</c>, <c>/stream/2</c> and so on.</summary>
    public int Cameras { get; init; } = 1;

    /// <summary>What it shows; see <c>footage.py</c>.</summary>
    public string Pattern { get; init; } = "test";

    /// <summary>How long it takes until the same is shown again, in seconds; a multiple of 8.</summary>
    public int LoopSeconds { get; init; } = 8;

    /// <summary>User that the camera asks for; anyone may watch if null.</summary>
    public string? User { get; init; }

    /// <summary>Password of <see cref="User"/>.</summary>
    public string Password { get; init; } = "";

    /// <summary>How the camera asks for the password.</summary>
    public CameraAuthentication Authentication { get; init; } = CameraAuthentication.Digest;

    internal abstract string Program { get; }

    internal virtual IEnumerable<string> Arguments()
    {
        string[] always =
        [
            "--host", Host, "--port", Text(Port), "--path", Path,
            "--width", Text(Width), "--height", Text(Height), "--fps", Text(FramesPerSecond), "--cameras", Text(Cameras),
            "--pattern", Pattern, "--loop-seconds", Text(LoopSeconds),
            "--auth", Authentication == CameraAuthentication.Digest ? "digest" : "basic",
        ];
        return User is null ? always : [.. always, "--user", User, "--password", Password];
    }

    private protected static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
