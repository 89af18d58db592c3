using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Soap;

/// <summary>A device's refusal (ONVIF Core Specification, "Fault"; old firmware sends SOAP 1.1's form).</summary>
/// <param name="Codes">The code and its subcodes without their prefixes, for example <c>Sender</c>, <c>NotAuthorized</c>.</param>
/// <param name="Text">The device's own words, fit to be shown.</param>
internal sealed record SoapFault(IReadOnlyList<string> Codes, string Text)
{
    private static readonly HashSet<string> PasswordCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "NotAuthorized", "FailedAuthentication", "InvalidSecurity", "InvalidSecurityToken", "FailedCheck", "SecurityTokenUnavailable", "OperationProhibited",
    };

    private static readonly string[] PasswordWords = ["not authorized", "unauthorized", "authentication", "authority failure", "not permitted"];

    /// <summary>True when the device wants a password, or another one.</summary>
    internal bool IsAboutPassword =>
        Codes.Any(PasswordCodes.Contains) || PasswordWords.Any(word => Text.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the fault of a body.</summary>
    /// <returns><see langword="null"/> when the body holds none.</returns>
    internal static SoapFault? Of(SoapElement? body)
    {
        if (body.Child("Fault") is not { } fault)
        {
            return null;
        }

        var codes = fault.Descendants().Where(element => element.Name.Local is "Value" or "faultcode").Select(element => LocalPart(element.Text));
        var text = fault.Child("Reason").Child("Text").Words() ?? fault.Child("faultstring").Words();
        return new SoapFault([.. codes], SoapReading.Shown(text));
    }

    private static string LocalPart(string name) => name[(name.LastIndexOf(':') + 1)..].Trim();
}
