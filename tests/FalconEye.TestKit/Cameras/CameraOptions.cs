using System.Globalization;

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

    /// <summary>Mount points; with more than one the process serves <c>/stream/1</c>, <c>/stream/2</c> and so on.</summary>
    public int Cameras { get; init; } = 1;

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
            "--width", Text(Width), "--height", Text(Height), "--fps", Text(FramesPerSecond), "--cameras", Text(Cameras),
            "--auth", Authentication == CameraAuthentication.Digest ? "digest" : "basic",
        ];
        return User is null ? always : [.. always, "--user", User, "--password", Password];
    }

    private protected static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
