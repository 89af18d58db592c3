using System.Globalization;
using System.Security;

namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>What a simulated device answers to the operations about itself and its streams, written as cameras write it.</summary>
internal sealed class OnvifReplies(OnvifDeviceOptions options, Func<DateTimeOffset> now, Func<string> baseAddress)
{
    /// <summary>The profiles that are told now.</summary>
    internal IReadOnlyList<OnvifProfile> Streams { get; set; } = options.Streams;

    private bool HasFirst => options.Media != OnvifMedia.SecondOnly;

    private bool HasSecond => options.Media != OnvifMedia.FirstOnly;

    /// <returns>The content of the body; null for an operation that the device does not know.</returns>
    internal string? Of(string operation, string requestNamespace, string body)
    {
        var second = requestNamespace.Contains("ver20/media", StringComparison.Ordinal);
        return operation switch
        {
            "GetSystemDateAndTime" => Time(now()),
            "GetDeviceInformation" => "<tds:GetDeviceInformationResponse><tds:Manufacturer>FalconEye</tds:Manufacturer><tds:Model>Simulated &amp; small</tds:Model><tds:FirmwareVersion>1.0</tds:FirmwareVersion><tds:SerialNumber>0815</tds:SerialNumber><tds:HardwareId>1</tds:HardwareId></tds:GetDeviceInformationResponse>",
            "GetServices" when options.Media != OnvifMedia.FirstOnly => $"<tds:GetServicesResponse>{Services()}</tds:GetServicesResponse>",
            "GetCapabilities" when HasFirst => Capabilities(),
            "GetProfiles" when second && HasSecond => $"<tr2:GetProfilesResponse>{string.Concat(Streams.Select(SecondProfile))}</tr2:GetProfilesResponse>",
            "GetProfiles" when !second && HasFirst => $"<trt:GetProfilesResponse>{string.Concat(Streams.Where(stream => stream.Encoding != "H265").Select(FirstProfile))}</trt:GetProfilesResponse>",
            "GetStreamUri" when second && HasSecond => $"<tr2:GetStreamUriResponse><tr2:Uri>{Escape(Advertised(Asked(body).Uri))}</tr2:Uri></tr2:GetStreamUriResponse>",
            "GetStreamUri" when HasFirst => $"<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>{Escape(Advertised(Asked(body).Uri))}</tt:Uri><tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:GetStreamUriResponse>",
            _ => null,
        };
    }

    private static string Time(DateTimeOffset time) => string.Create(
        CultureInfo.InvariantCulture,
        $"<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>CST-8</tt:TZ></tt:TimeZone><tt:UTCDateTime><tt:Time><tt:Hour>{time.Hour}</tt:Hour><tt:Minute>{time.Minute}</tt:Minute><tt:Second>{time.Second}</tt:Second></tt:Time><tt:Date><tt:Year>{time.Year}</tt:Year><tt:Month>{time.Month}</tt:Month><tt:Day>{time.Day}</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>");

    private string Services()
    {
        (string Namespace, string Path, bool IsThere)[] services =
        [
            ("http://www.onvif.org/ver10/device/wsdl", "device_service", true),
            ("http://www.onvif.org/ver10/media/wsdl", "media_service", HasFirst),
            ("http://www.onvif.org/ver20/media/wsdl", "media2_service", HasSecond),
            ("http://www.onvif.org/ver20/ptz/wsdl", "ptz_service", true),
            ("http://www.onvif.org/ver10/events/wsdl", "event_service", options.Events.AreThere),
        ];
        return string.Concat(services.Where(service => service.IsThere).Select(service =>
            $"<tds:Service><tds:Namespace>{service.Namespace}</tds:Namespace><tds:XAddr>{baseAddress()}/onvif/{service.Path}</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>40</tt:Minor></tds:Version></tds:Service>"));
    }

    private string Capabilities() =>
        $"<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Events><tt:XAddr>{baseAddress()}/onvif/event_service</tt:XAddr></tt:Events><tt:Media><tt:XAddr>{baseAddress()}/onvif/media_service</tt:XAddr></tt:Media><tt:PTZ><tt:XAddr>{baseAddress()}/onvif/ptz_service</tt:XAddr></tt:PTZ></tds:Capabilities></tds:GetCapabilitiesResponse>";

    private static string FirstProfile(OnvifProfile stream) =>
        $"<trt:Profiles fixed=\"true\" token=\"{stream.Token}\"><tt:Name>{stream.Token}Stream</tt:Name><tt:VideoSourceConfiguration token=\"vsc\"><tt:SourceToken>sensor</tt:SourceToken></tt:VideoSourceConfiguration><tt:VideoEncoderConfiguration token=\"{stream.Token}-encoder\">{Encoder(stream)}</tt:VideoEncoderConfiguration><tt:AudioEncoderConfiguration token=\"a\"><tt:Encoding>G711</tt:Encoding></tt:AudioEncoderConfiguration><tt:PTZConfiguration token=\"ptz\"/></trt:Profiles>";

    private static string SecondProfile(OnvifProfile stream) =>
        $"<tr2:Profiles fixed=\"true\" token=\"{stream.Token}\"><tr2:Name>{stream.Token}Stream</tr2:Name><tr2:Configurations><tr2:VideoSource token=\"vsc\"><tt:SourceToken>sensor</tt:SourceToken></tr2:VideoSource><tr2:VideoEncoder token=\"{stream.Token}-encoder\">{Encoder(stream)}</tr2:VideoEncoder></tr2:Configurations></tr2:Profiles>";

    private static string Encoder(OnvifProfile stream) => string.Create(
        CultureInfo.InvariantCulture,
        $"<tt:Name>encoder</tt:Name><tt:Encoding>{stream.Encoding}</tt:Encoding><tt:Resolution><tt:Width>{stream.Width}</tt:Width><tt:Height>{stream.Height}</tt:Height></tt:Resolution><tt:RateControl><tt:FrameRateLimit>{stream.FramesPerSecond}</tt:FrameRateLimit><tt:BitrateLimit>2048</tt:BitrateLimit></tt:RateControl>");

    private OnvifProfile Asked(string body) => Streams.First(stream => body.Contains($">{stream.Token}<", StringComparison.Ordinal));

    private string Advertised(Uri stream) => options.AdvertisedHost is { } host ? new UriBuilder(stream) { Host = host }.Uri.OriginalString : stream.OriginalString;

    private static string Escape(string text) => SecurityElement.Escape(text);
}
