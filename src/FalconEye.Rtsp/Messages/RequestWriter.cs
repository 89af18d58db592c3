using System.Text;

namespace FalconEye.Rtsp.Messages;

/// <summary>Writes requests, and responses to requests of the camera.</summary>
internal static class RequestWriter
{
    /// <summary>Some cameras answer 401 to a client without a name.</summary>
    public const string UserAgent = "FalconEye";

    /// <summary>Writes a request. The case of the header names matters to some cameras.</summary>
    /// <param name="method">The method.</param>
    /// <param name="url">The URL; characters that would end the line are left out.</param>
    /// <param name="cseq">The sequence number.</param>
    /// <param name="headers">Further headers.</param>
    public static byte[] Request(string method, string url, int cseq, IEnumerable<(string Name, string Value)> headers)
    {
        StringBuilder text = new();
        text.Append(method).Append(' ').Append(Clean(url)).Append(" RTSP/1.0\r\nCSeq: ").Append(cseq).Append("\r\nUser-Agent: ").Append(UserAgent).Append("\r\n");
        foreach ((string name, string value) in headers)
            text.Append(name).Append(": ").Append(Clean(value)).Append("\r\n");
        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    /// <summary>Answers a request of the camera.</summary>
    public static byte[] Response(RtspMessage request)
    {
        string status = request.Method is "OPTIONS" or "GET_PARAMETER" or "SET_PARAMETER" or "REDIRECT" or "TEARDOWN" ? "200 OK" : "501 Not Implemented";
        string publicMethods = request.Method == "OPTIONS" ? "Public: OPTIONS, GET_PARAMETER, SET_PARAMETER\r\n" : "";
        string cseq = request.Headers["CSeq"] is { } value ? $"CSeq: {Clean(value)}\r\n" : "";
        return Encoding.Latin1.GetBytes($"RTSP/1.0 {status}\r\n{cseq}{publicMethods}\r\n");
    }

    private static string Clean(string value) =>
        value.AsSpan().ContainsAnyInRange('\0', '\x1f') ? string.Concat(value.Where(c => c >= ' ')) : value;
}
