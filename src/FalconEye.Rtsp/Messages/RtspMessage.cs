namespace FalconEye.Rtsp.Messages;

/// <summary>A response of the camera, or a request that it sends to the client.</summary>
internal sealed class RtspMessage
{
    /// <summary>The method of a request; <see langword="null"/> for a response.</summary>
    public string? Method { get; init; }

    /// <summary>The URL of a request.</summary>
    public string Url { get; init; } = "";

    /// <summary>The status code of a response; 0 for a request.</summary>
    public int Status { get; init; }

    /// <summary>The reason of a response; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The headers.</summary>
    public required RtspHeaders Headers { get; init; }

    /// <summary>The body; empty without one.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Whether the status is 200 to 299.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Whether the status is 300 to 399: the stream is elsewhere.</summary>
    public bool IsRedirect => Status is >= 300 and < 400;

    /// <summary>The sequence number; <see langword="null"/> when it is missing or no number.</summary>
    public int? CSeq => int.TryParse(Headers["CSeq"], out int value) ? value : null;
}
