using FalconEye.Contracts.Cameras;

namespace FalconEye.Discovery;

/// <summary>A network camera that a scan found.</summary>
/// <param name="Ip">Its address.</param>
/// <param name="Port">The port that answered.</param>
/// <param name="Protocol">How it is best reached.</param>
/// <param name="Name">What it calls itself, or what it is.</param>
/// <param name="Url">The address to add it by, without credentials.</param>
/// <param name="NodeName">Always <c>LAN</c>.</param>
public sealed record NetworkCameraFound(string Ip, int Port, CameraProtocol Protocol, string Name, string Url, string NodeName = "LAN")
{
    /// <summary>Its maker, when it gave itself away.</summary>
    public string? Brand { get; init; }

    /// <summary>Whether it shows its picture only to who knows its password.</summary>
    public bool RequiresPassword { get; init; }

    /// <summary>
    /// False when the camera asks for the password before it says whether it knows a path: <see cref="Url"/> is then the likeliest one, and
    /// <see cref="Candidates"/> has the next.
    /// </summary>
    public bool PathIsCertain { get; init; } = true;

    /// <summary>
    /// Addresses to try, with the password and in this order, when <see cref="Url"/> turns out to be unknown to the camera.
    /// </summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>Its video codec, when it says so without a password: <c>h264</c>, <c>hevc</c>, <c>mjpeg</c>.</summary>
    public string? Codec { get; init; }

    /// <summary>Width in pixels, when it says so without a password.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels, when it says so without a password.</summary>
    public int? Height { get; init; }

    /// <summary>The other ways to reach the same camera.</summary>
    public IReadOnlyList<ConnectionOption> Alternatives { get; init; } = [];

    /// <summary>Whether nothing else was found at its address.</summary>
    internal bool IsOnlyOneOfAddress { get; init; }

    /// <summary>Whether it is among the cameras already.</summary>
    public bool AlreadyAdded { get; init; }

    /// <summary>The camera that it is already.</summary>
    public Guid? CameraId { get; init; }

    /// <summary>That camera's name.</summary>
    public string? CameraName { get; init; }
}
