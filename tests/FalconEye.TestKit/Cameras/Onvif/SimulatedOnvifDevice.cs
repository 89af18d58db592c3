using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>
/// An ONVIF device on loopback, in this process. Its streams are whatever RTSP addresses it is given: those of a
/// <see cref="SimulatedCamera"/>.
/// </summary>
public sealed class SimulatedOnvifDevice : IAsyncDisposable
{
    private const string Namespaces =
        "xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:tds=\"http://www.onvif.org/ver10/device/wsdl\" xmlns:trt=\"http://www.onvif.org/ver10/media/wsdl\" xmlns:tr2=\"http://www.onvif.org/ver20/media/wsdl\" xmlns:tt=\"http://www.onvif.org/ver10/schema\" xmlns:tptz=\"http://www.onvif.org/ver20/ptz/wsdl\" xmlns:tev=\"http://www.onvif.org/ver10/events/wsdl\" xmlns:wsnt=\"http://docs.oasis-open.org/wsn/b-2\" xmlns:wsa=\"http://www.w3.org/2005/08/addressing\" xmlns:ter=\"http://www.onvif.org/ver10/error\"";

    /// <summary>What the standard lets anyone ask (ONVIF Core Specification, "Access classes", PRE_AUTH).</summary>
    private static readonly HashSet<string> OpenToAll = ["GetSystemDateAndTime", "GetServices", "GetCapabilities"];

    private readonly OnvifDeviceOptions _options;
    private readonly ConcurrentQueue<string> _operations = new();
    private readonly OnvifGuard _guard;
    private readonly OnvifReplies _replies;
    private readonly OnvifPullPoints _pullPoints;
    private readonly OnvifMotor _motor = new();
    private readonly WebApplication _app;

    private SimulatedOnvifDevice(OnvifDeviceOptions options)
    {
        _options = options;
        _guard = new OnvifGuard(options, Now);
        _replies = new OnvifReplies(options, Now, AdvertisedAddress);
        _pullPoints = new OnvifPullPoints(options.Events, Now, AdvertisedAddress);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (options.IsSecure)
            {
                listen.UseHttps(OwnCertificate());
            }
        }));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>How often it was shown a password, right or wrong.</summary>
    public int Attempts => _guard.Attempts;

    /// <summary>The operations that it was asked for, in order, refused ones included.</summary>
    public IReadOnlyList<string> Operations => [.. _operations];

    /// <summary>What it was told to do: <c>move 0.5 0 -1 PT2S</c>, <c>stop</c>, <c>goto p1</c>.</summary>
    public IReadOnlyList<string> Movements => [.. _motor.Movements];

    /// <summary>Has it remember a position, as its own page does.</summary>
    public void Remember(string preset, string name) => _motor.Remember(preset, name);

    /// <summary>Who listens for events.</summary>
    public int Subscribers => _pullPoints.Subscribers;

    /// <summary>How often a subscription was prolonged.</summary>
    public int Renewals => _pullPoints.Renewals;

    /// <summary>How often someone has subscribed.</summary>
    public int Subscriptions => _pullPoints.Created;

    /// <summary>Its address without user and password.</summary>
    public Uri Address => new($"{(_options.IsSecure ? "onvifs" : "onvif")}://127.0.0.1:{Port}/");

    /// <summary>Starts a device and returns when it listens.</summary>
    public static async Task<SimulatedOnvifDevice> StartAsync(OnvifDeviceOptions options, CancellationToken cancellationToken)
    {
        var device = new SimulatedOnvifDevice(options);
        await device._app.StartAsync(cancellationToken);
        device.Port = new Uri(device._app.Urls.First()).Port;
        return device;
    }

    /// <summary>Its address with a user and a password, right or wrong.</summary>
    public Uri AddressWith(string user, string password) =>
        new($"{Address.Scheme}://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@{Address.Authority}/");

    /// <summary>Tells other streams from now on, as after a change of the camera's settings.</summary>
    public void Offer(params IReadOnlyList<OnvifProfile> streams) => _replies.Streams = streams;

    /// <summary>Notices something, for anyone who has subscribed.</summary>
    public void Raise(string topic, string name, string value) => _pullPoints.Raise(topic, name, value);

    /// <summary>Notices that a state is another, which later subscribers get first.</summary>
    public void SetState(string topic, string name, string value) => _pullPoints.Set(topic, name, value);

    /// <summary>Sends a notification as a maker writes it.</summary>
    public void RaiseXml(string notification) => _pullPoints.RaiseXml(notification);

    /// <summary>Forgets all who have subscribed.</summary>
    public void DropSubscriptions() => _pullPoints.Drop();

    /// <summary>Asks for another password from now on.</summary>
    public void ChangePassword(string password) => _guard.Password = password;

    /// <summary>Ends it, anyone who is connected.</summary>
    public async ValueTask DisposeAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(timeout.Token);
        await _app.DisposeAsync();
    }

    private DateTimeOffset Now() => DateTimeOffset.UtcNow + _options.ClockOffset;

    private string AdvertisedAddress() => $"{(_options.IsSecure ? "https" : "http")}://{_options.AdvertisedHost ?? $"127.0.0.1:{Port}"}";

    private async Task AnswerAsync(HttpContext context)
    {
        var envelope = await XElement.LoadAsync(context.Request.Body, LoadOptions.None, context.RequestAborted);
        var request = envelope.Elements().First(element => element.Name.LocalName == "Body").Elements().First();
        _operations.Enqueue(request.Name.LocalName);
        var admitted = OpenToAll.Contains(request.Name.LocalName) || _guard.Admits(context.Request, envelope);
        if (_options.Behaviour is not (OnvifBehaviour.Normal or OnvifBehaviour.Fault or OnvifBehaviour.NotFound))
        {
            await OnvifMisbehaviour.AnswerAsync(_options.Behaviour, context.Response, context.RequestAborted);
        }
        else if (_options.Behaviour == OnvifBehaviour.NotFound)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (_options.Behaviour == OnvifBehaviour.Fault)
        {
            await FaultAsync(context, StatusCodes.Status500InternalServerError, "Receiver", "Action", "The camera's disk is on fire");
        }
        else if (!admitted)
        {
            await RefuseAsync(context, showedToken: envelope.Descendants().Any(element => element.Name.LocalName == "UsernameToken"));
        }
        else
        {
            await ReplyAsync(context, envelope, request);
        }
    }

    private async Task ReplyAsync(HttpContext context, XElement envelope, XElement request)
    {
        var reply = _replies.Of(request.Name.LocalName, request.Name.NamespaceName, request.ToString())
            ?? _motor.Of(request)
            ?? await _pullPoints.OfAsync(context, envelope, request);
        await (reply is null
            ? FaultAsync(context, StatusCodes.Status400BadRequest, "Receiver", "ActionNotSupported", "Optional Action Not Implemented")
            : WriteAsync(context, reply));
    }

    private Task RefuseAsync(HttpContext context, bool showedToken)
    {
        if (_guard.Challenge(showedToken) is { } challenge)
        {
            context.Response.Headers.WWWAuthenticate = challenge;
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        return FaultAsync(context, StatusCodes.Status400BadRequest, "Sender", "NotAuthorized", "The action requested requires authorization");
    }

    private static Task FaultAsync(HttpContext context, int status, string code, string subcode, string reason)
    {
        context.Response.StatusCode = status;
        return WriteAsync(
            context,
            $"<s:Fault><s:Code><s:Value>s:{code}</s:Value><s:Subcode><s:Value>ter:{subcode}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"en\">{reason}</s:Text></s:Reason></s:Fault>");
    }

    private static Task WriteAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "application/soap+xml; charset=utf-8";
        return context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<s:Envelope {Namespaces}><s:Header/><s:Body>{body}</s:Body></s:Envelope>", context.RequestAborted);
    }

    private static X509Certificate2 OwnCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=camera", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-20), DateTimeOffset.UtcNow.AddYears(-10));
    }
}
