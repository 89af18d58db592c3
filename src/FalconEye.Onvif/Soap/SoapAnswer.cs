using System.Net;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Soap;

/// <summary>What came back for one request.</summary>
/// <param name="Status">HTTP's status.</param>
/// <param name="Challenges">The ways in which HTTP asks for the password, for example <c>Digest</c>.</param>
/// <param name="Body">SOAP's body; <see langword="null"/> when the answer is no SOAP.</param>
internal sealed record SoapAnswer(HttpStatusCode Status, IReadOnlyList<string> Challenges, SoapElement? Body)
{
    /// <summary>The refusal, if it is one.</summary>
    internal SoapFault? Fault { get; } = SoapFault.Of(Body);

    /// <summary>What was asked for, if it is that.</summary>
    internal SoapElement? Content => Fault is null && Status == HttpStatusCode.OK ? Body?.Children.FirstOrDefault() : null;

    /// <summary>True when the device wants a password, or another one. Some say no more than 400 to a request without one.</summary>
    internal bool WantsPassword =>
        Fault?.IsAboutPassword ?? Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest;
}
