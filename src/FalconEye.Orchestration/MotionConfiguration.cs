using System.Globalization;
using System.Text;

namespace FalconEye.Orchestration;

/// <summary>
/// The <c>motion.conf</c> of a USB camera: <c>motion</c> only relays the picture here, detecting and storing nothing
/// (https://motion-project.github.io/motion_config.html, version 4.5).
/// </summary>
public static class MotionConfiguration
{
    /// <summary>The name under which <c>motion</c> is called; it knows no other way than user and password.</summary>
    public const string User = "falcon-eye";

    private const int MaxLabelLength = 64;

    /// <summary>Renders the file. The label is the only text of a user's in it, and is cut down to what can stand in one line.</summary>
    /// <param name="device">The camera.</param>
    /// <param name="streamPort">Where to serve the stream.</param>
    /// <param name="controlPort">Where to serve the control interface.</param>
    /// <param name="localOnly">Whether only this machine may connect.</param>
    /// <param name="password">
    /// What callers must present, stream and control alike; <see langword="null"/> accepts every caller. The file is a secret then.
    /// </param>
    public static string Render(UsbDevice device, int streamPort, int controlPort, bool localOnly, string? password = null)
    {
        var local = localOnly ? "on" : "off";
        return string.Create(CultureInfo.InvariantCulture, $"""
            daemon off
            setup_mode off
            log_file /dev/stderr
            log_level 6
            emulate_motion off
            pause on
            picture_output off
            movie_output off
            video_device {device.DevicePath}
            width {device.Width}
            height {device.Height}
            framerate {device.Framerate}
            text_left FALCON-EYE-{LabelOf(device.Label)}
            text_right %Y-%m-%d\n%T
            stream_port {streamPort}
            stream_localhost {local}
            stream_quality {device.Quality}
            stream_maxrate {device.Framerate}
            stream_motion off
            webcontrol_port {controlPort}
            webcontrol_localhost {local}
            webcontrol_parms 0
            {(password is null ? "" : Authentication(password))}
            """);
    }

    /// <summary>
    /// Method 1 is Basic: over loopback, or inside the cluster, where a digest would hide no more than the pictures themselves.
    /// </summary>
    private static string Authentication(string password) => $"""
        stream_auth_method 1
        stream_authentication {User}:{password}
        webcontrol_auth_method 1
        webcontrol_authentication {User}:{password}

        """;

    /// <summary>
    /// What <c>motion</c> can draw of a name: printable ASCII without its own conversion characters (<c>%</c>) and escapes (<c>\</c>).
    /// </summary>
    private static string LabelOf(string name)
    {
        var label = new StringBuilder();
        foreach (var letter in name.ToUpperInvariant())
        {
            label.Append(letter is >= ' ' and <= '~' and not ('%' or '\\' or '"' or '\'' or '#' or ';') ? letter : '-');
        }

        return label.ToString()[..Math.Min(label.Length, MaxLabelLength)].Trim();
    }
}
