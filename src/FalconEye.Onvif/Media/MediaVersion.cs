using FalconEye.Onvif.Soap;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Media;

/// <summary>How one version of the media service is spoken.</summary>
internal abstract class MediaVersion
{
    /// <summary>Asks for the profiles with all that is in them.</summary>
    internal abstract SoapElement Profiles { get; }

    internal abstract MediaProfile Read(SoapElement profile);

    /// <summary>
    /// Asks for the address of a stream, RTP within RTSP over TCP; the next form is for devices that do not know the one before.
    /// </summary>
    internal abstract IReadOnlyList<SoapElement> StreamUri(string token);

    /// <summary>Both versions describe an encoder alike.</summary>
    private protected static MediaProfile Describe(SoapElement profile, SoapElement? source, SoapElement? encoder, SoapElement? audio, SoapElement? ptz)
    {
        var token = profile.Tagged("token") ?? "";
        var rate = encoder.Child("RateControl");
        return new MediaProfile(token, SoapReading.Shown(profile.Child("Name").Words() ?? token))
        {
            VideoSource = source.Child("SourceToken").Words() ?? "",
            VideoSourceConfiguration = source.Tagged("token") ?? "",
            Codec = CodecOf(encoder.Child("Encoding").Words()),
            Width = encoder.Child("Resolution").Child("Width").Whole(),
            Height = encoder.Child("Resolution").Child("Height").Whole(),
            FrameRate = rate.Child("FrameRateLimit").Number(),
            BitrateKbps = rate.Child("BitrateLimit").Whole() is > 0 and var kbps ? kbps : null,
            Audio = audio.Child("Encoding").Words() is { } encoding ? SoapReading.Shown(encoding) : null,
            HasPtz = ptz is not null,
        };
    }

    /// <summary>FFmpeg's name for an encoding; one that no one knows keeps its own.</summary>
    private static string? CodecOf(string? encoding) => encoding?.ToUpperInvariant() switch
    {
        null => null,
        "H264" => "h264",
        "H265" => "hevc",
        "JPEG" => "mjpeg",
        "MPEG4" or "MPV4-ES" => "mpeg4",
        _ => SoapReading.Shown(encoding),
    };
}

/// <summary>Version 1: https://www.onvif.org/ver10/media/wsdl/media.wsdl.</summary>
internal sealed class MediaVersion1 : MediaVersion
{
    private static readonly SoapNamespace Ns = Names.Media;

    internal override SoapElement Profiles => new(Ns + "GetProfiles");

    internal override MediaProfile Read(SoapElement profile) => Describe(
        profile,
        profile.Child("VideoSourceConfiguration"),
        profile.Child("VideoEncoderConfiguration"),
        profile.Child("AudioEncoderConfiguration"),
        profile.Child("PTZConfiguration"));

    internal override IReadOnlyList<SoapElement> StreamUri(string token) =>
    [
        new SoapElement(
            Ns + "GetStreamUri",
            new SoapElement(
                Ns + "StreamSetup",
                new SoapElement(Names.Schema + "Stream", "RTP-Unicast"),
                new SoapElement(Names.Schema + "Transport", new SoapElement(Names.Schema + "Protocol", "RTSP"))),
            new SoapElement(Ns + "ProfileToken", token)),
    ];
}

/// <summary>Version 2: https://www.onvif.org/ver20/media/wsdl/media.wsdl.</summary>
internal sealed class MediaVersion2 : MediaVersion
{
    private static readonly SoapNamespace Ns = Names.Media2;

    internal override SoapElement Profiles => new(Ns + "GetProfiles", new SoapElement(Ns + "Type", "All"));

    internal override MediaProfile Read(SoapElement profile)
    {
        var configurations = profile.Child("Configurations");
        return Describe(
            profile,
            configurations.Child("VideoSource"),
            configurations.Child("VideoEncoder"),
            configurations.Child("AudioEncoder"),
            configurations.Child("PTZ"));
    }

    internal override IReadOnlyList<SoapElement> StreamUri(string token) => [ByProtocol("RTSP", token), ByProtocol("RtspUnicast", token)];

    private static SoapElement ByProtocol(string protocol, string token) =>
        new(Ns + "GetStreamUri", new SoapElement(Ns + "Protocol", protocol), new SoapElement(Ns + "ProfileToken", token));
}
