using System.Xml.Linq;
using FalconEye.Onvif.Soap;

namespace FalconEye.Onvif.Media;

/// <summary>How one version of the media service is spoken.</summary>
internal abstract class MediaVersion
{
    /// <summary>Asks for the profiles with all that is in them.</summary>
    internal abstract XElement Profiles { get; }

    /// <summary>Reads one profile.</summary>
    internal abstract MediaProfile Read(XElement profile);

    /// <summary>Asks for the address of a stream, RTP within RTSP over TCP; the next form is for devices that do not know the one before.</summary>
    internal abstract IReadOnlyList<XElement> StreamUri(string token);

    /// <summary>Asks for the address of a picture.</summary>
    internal abstract XElement SnapshotUri(string token);

    /// <summary>Both versions describe an encoder alike.</summary>
    private protected static MediaProfile Describe(XElement profile, XElement? source, XElement? encoder, XElement? audio, XElement? ptz)
    {
        var token = profile.Tagged("token") ?? "";
        var rate = encoder.Child("RateControl");
        return new MediaProfile(token, XmlReading.Shown(profile.Child("Name").Text() ?? token))
        {
            VideoSource = source.Child("SourceToken").Text() ?? "",
            Codec = CodecOf(encoder.Child("Encoding").Text()),
            Width = encoder.Child("Resolution").Child("Width").Whole(),
            Height = encoder.Child("Resolution").Child("Height").Whole(),
            FrameRate = rate.Child("FrameRateLimit").Number(),
            BitrateKbps = rate.Child("BitrateLimit").Whole() is > 0 and var kbps ? kbps : null,
            Audio = audio.Child("Encoding").Text() is { } encoding ? XmlReading.Shown(encoding) : null,
            HasPtz = ptz is not null,
        };
    }

    /// <summary>FFmpeg's name for an encoding; one that nobody knows keeps its own.</summary>
    private static string? CodecOf(string? encoding) => encoding?.ToUpperInvariant() switch
    {
        null => null,
        "H264" => "h264",
        "H265" => "hevc",
        "JPEG" => "mjpeg",
        "MPEG4" or "MPV4-ES" => "mpeg4",
        _ => XmlReading.Shown(encoding),
    };
}

/// <summary>Version 1: https://www.onvif.org/ver10/media/wsdl/media.wsdl.</summary>
internal sealed class MediaVersion1 : MediaVersion
{
    private static readonly XNamespace Ns = Names.Media;

    internal override XElement Profiles => new(Ns + "GetProfiles");

    internal override MediaProfile Read(XElement profile) => Describe(
        profile,
        profile.Child("VideoSourceConfiguration"),
        profile.Child("VideoEncoderConfiguration"),
        profile.Child("AudioEncoderConfiguration"),
        profile.Child("PTZConfiguration"));

    internal override IReadOnlyList<XElement> StreamUri(string token) =>
    [
        new XElement(
            Ns + "GetStreamUri",
            new XElement(
                Ns + "StreamSetup",
                new XElement(Names.Schema + "Stream", "RTP-Unicast"),
                new XElement(Names.Schema + "Transport", new XElement(Names.Schema + "Protocol", "RTSP"))),
            new XElement(Ns + "ProfileToken", token)),
    ];

    internal override XElement SnapshotUri(string token) => new(Ns + "GetSnapshotUri", new XElement(Ns + "ProfileToken", token));
}

/// <summary>Version 2: https://www.onvif.org/ver20/media/wsdl/media.wsdl.</summary>
internal sealed class MediaVersion2 : MediaVersion
{
    private static readonly XNamespace Ns = Names.Media2;

    internal override XElement Profiles => new(Ns + "GetProfiles", new XElement(Ns + "Type", "All"));

    internal override MediaProfile Read(XElement profile)
    {
        var configurations = profile.Child("Configurations");
        return Describe(
            profile,
            configurations.Child("VideoSource"),
            configurations.Child("VideoEncoder"),
            configurations.Child("AudioEncoder"),
            configurations.Child("PTZ"));
    }

    internal override IReadOnlyList<XElement> StreamUri(string token) => [ByProtocol("RTSP", token), ByProtocol("RtspUnicast", token)];

    internal override XElement SnapshotUri(string token) => new(Ns + "GetSnapshotUri", new XElement(Ns + "ProfileToken", token));

    private static XElement ByProtocol(string protocol, string token) =>
        new(Ns + "GetStreamUri", new XElement(Ns + "Protocol", protocol), new XElement(Ns + "ProfileToken", token));
}
