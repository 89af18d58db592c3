using System.Net;
using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Soap;

/// <summary>Explains why a device's answer is of no use.</summary>
internal static class Refusal
{
    /// <summary>An answer without what was asked for.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="operation">What was asked.</param>
    /// <param name="service">Where.</param>
    /// <param name="hasCredential">Whether the person named a user.</param>
    internal static OnvifException Of(SoapAnswer answer, string operation, Uri service, bool hasCredential) => answer switch
    {
        { Status: HttpStatusCode.BadRequest, Fault: null } => OfNonsense(service, null),
        { WantsPassword: true } when !hasCredential => new(
            FailureReasons.Unauthorized, "The camera asks for a user name and a password: write them in the address, onvif://user:password@host."),
        { Challenges: [var only], Status: HttpStatusCode.Unauthorized } when !OwnHostCredential.Supports(only, service.Scheme) && answer.Fault is null => new(
            FailureReasons.Unauthorized, $"The camera asks for the password by {SoapReading.Shown(only)}, which would show it to the network: switch Digest on in its settings."),
        { WantsPassword: true } => new(
            FailureReasons.Unauthorized,
            "401 Unauthorized from camera: check user name and password. Many cameras want a user of their own for ONVIF, made in their settings."),
        { Fault: { } fault } => new(FailureReasons.Failed, $"The camera answers {operation} with: {(fault.Text.Length > 0 ? fault.Text : string.Join(' ', fault.Codes))}."),
        { Status: HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed } => new(
            FailureReasons.NotFound, $"{service.Authority} has no ONVIF service at {service.AbsolutePath}: check the port, and that ONVIF is switched on in the camera's settings."),
        { Status: >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest } => new(
            FailureReasons.NotFound, $"{service.Authority} sends us elsewhere ({(int)answer.Status}): the camera may serve ONVIF over TLS only; try onvifs://."),
        { Status: not HttpStatusCode.OK } => new(FailureReasons.Failed, $"The camera answers {operation} with {(int)answer.Status}."),
        _ => OfNonsense(service, null),
    };

    /// <summary>An answer that is no SOAP at all.</summary>
    internal static OnvifException OfNonsense(Uri service, SoapFormatException? cause) => new(
        FailureReasons.Failed, $"{service.Authority} answers, and not as an ONVIF camera: check the port, and that ONVIF is switched on in the camera's settings.", cause);
}
