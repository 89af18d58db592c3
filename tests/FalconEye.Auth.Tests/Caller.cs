using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>Someone who calls the server: a browser with its cookies, or a program with its token.</summary>
internal sealed class Caller : IDisposable
{
    private readonly SocketsHttpHandler _handler;

    private Caller(FalconEyeServer server, IPAddress? from)
    {
        _handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        _handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        if (from is not null)
        {
            _handler.ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        Http = new HttpClient(_handler) { BaseAddress = server.Client.BaseAddress, Timeout = Eventually.DefaultDeadline };
    }

    /// <summary>For what the methods here do not do.</summary>
    internal HttpClient Http { get; }

    /// <summary>No one in particular.</summary>
    internal static Caller Anonymous(FalconEyeServer server, IPAddress? from = null) => new(server, from);

    /// <summary>A program.</summary>
    internal static Caller WithToken(FalconEyeServer server, string token, IPAddress? from = null)
    {
        var caller = new Caller(server, from);
        caller.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return caller;
    }

    /// <summary>A person who logs in.</summary>
    internal static async Task<Caller> LogInAsync(FalconEyeServer server, string name, string password, CancellationToken cancellationToken)
    {
        var caller = new Caller(server, null);
        await caller.PostAsync("/api/auth/login", new { user_name = name, password }, HttpStatusCode.OK, cancellationToken);
        return caller;
    }

    /// <summary>Only the head of the answer: streams have no end.</summary>
    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : FalconEyeServer.ToContent(body) };
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    internal async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, cancellationToken);
        return response.StatusCode;
    }

    internal Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, HttpStatusCode.OK, cancellationToken);

    internal Task<JsonElement> PostAsync(string path, object? body, HttpStatusCode expected, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body, expected, cancellationToken);

    /// <returns>The answer's JSON; nothing when it has no body.</returns>
    internal async Task<JsonElement> SendAsync(
        HttpMethod method, string path, object? body, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.StatusCode == expected, $"{method} {path} answered {(int)response.StatusCode} and not {(int)expected}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }
}
