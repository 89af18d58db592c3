using System.Net.Security;
using System.Net.Sockets;

namespace FalconEye.Rtsp.Client;

/// <summary>Opens the TCP connection to a camera. Called for every connection, redirects included; may refuse an address by throwing.</summary>
/// <param name="host">A host name or IP address.</param>
/// <param name="port">The port.</param>
/// <param name="cancellationToken">Cancels the attempt.</param>
/// <returns>A connected stream socket, which the client disposes.</returns>
public delegate ValueTask<Socket> RtspConnect(string host, int port, CancellationToken cancellationToken);

/// <summary>What a client has to know of one camera.</summary>
public sealed record RtspClientOptions
{
    /// <summary>The address, <c>rtsp://</c> or <c>rtsps://</c>. A user and a password in it are used unless <see cref="User"/> is set.</summary>
    public required string Address { get; init; }

    /// <summary>The user, as it is: not percent-encoded. <see langword="null"/> for a camera without authentication.</summary>
    public string? User { get; init; }

    /// <summary>The password, as it is: not percent-encoded.</summary>
    public string? Password { get; init; }

    /// <summary>How RTP packets travel.</summary>
    public RtspTransport Transport { get; init; } = RtspTransport.Automatic;

    /// <summary>Whether audio is read too, where the camera sends it in a supported codec.</summary>
    public bool WantsAudio { get; init; } = true;

    /// <summary>The longest time to wait for a connection, and for each response.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long without any RTP packet a session fails with <see cref="RtspFailure.Silent"/>.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many bytes at most have to be in the socket before the program wakes (<c>SO_RCVLOWAT</c>), a quarter of a second's at the camera's
    /// present rate; 0 for the system's default of one byte. Saves CPU at the cost of latency.
    /// </summary>
    public int ReceiveLowWaterMark { get; init; }

    /// <summary>
    /// Says whether the program is to wake for each packet at this moment, whatever <see cref="ReceiveLowWaterMark"/> is; asked about each second.
    /// <see langword="null"/> for never.
    /// </summary>
    public Func<bool>? WantsLowLatency { get; init; }

    /// <summary>Opens connections; <see langword="null"/> for a plain connection to any address. Redirects to another host are followed only with it.</summary>
    public RtspConnect? Connect { get; init; }

    /// <summary>Accepts or rejects the certificate of an <c>rtsps</c> camera; <see langword="null"/> for the system's usual validation.</summary>
    public RemoteCertificateValidationCallback? CertificateValidation { get; init; }

    /// <summary>Receives sender reports, on the session's loop; must not block.</summary>
    public Action<SenderReport>? OnSenderReport { get; init; }

    /// <summary>Receives the conversation line by line, without credentials and media; must not block.</summary>
    public Action<string>? Dump { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
