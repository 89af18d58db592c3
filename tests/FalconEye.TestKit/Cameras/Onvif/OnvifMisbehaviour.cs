using System.Text;
using Microsoft.AspNetCore.Http;

namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>The answers of devices that are broken, or mean harm.</summary>
internal static class OnvifMisbehaviour
{
    private const int HugeBytes = 100_000_000;

    internal static Task AnswerAsync(OnvifBehaviour behaviour, HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "application/soap+xml; charset=utf-8";
        return behaviour switch
        {
            OnvifBehaviour.Silent => Task.Delay(Timeout.Infinite, cancellationToken),
            OnvifBehaviour.Broken => response.WriteAsync("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><tds:Get", cancellationToken),
            OnvifBehaviour.WebPage => response.WriteAsync("<!doctype html><title>Router</title><p>Hello<br>there", cancellationToken),
            OnvifBehaviour.BillionLaughs => response.WriteAsync(Laughs(), cancellationToken),
            OnvifBehaviour.ForeignEntity => response.WriteAsync("<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><x>&f;</x>", cancellationToken),
            OnvifBehaviour.Deep => response.WriteAsync(string.Concat(Enumerable.Repeat("<a>", 100_000)), cancellationToken),
            OnvifBehaviour.Huge => SendEndlesslyAsync(response, HugeBytes, TimeSpan.Zero, cancellationToken),
            OnvifBehaviour.Endless => SendEndlesslyAsync(response, long.MaxValue, TimeSpan.FromMilliseconds(50), cancellationToken),
            _ => throw new InvalidOperationException($"{behaviour} is no misconduct."),
        };
    }

    private static string Laughs()
    {
        var entities = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol0 \"lol\">");
        for (var level = 1; level < 10; level++)
        {
            entities.Append(null, $"<!ENTITY lol{level} \"{string.Concat(Enumerable.Repeat($"&lol{level - 1};", 10))}\">");
        }

        return entities.Append("]><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>&lol9;</s:Body></s:Envelope>").ToString();
    }

    private static async Task SendEndlesslyAsync(HttpResponse response, long bytes, TimeSpan pause, CancellationToken cancellationToken)
    {
        await response.WriteAsync("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>", cancellationToken);
        var chunk = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<a>b</a>", 128)));
        for (long sent = 0; sent < bytes; sent += chunk.Length)
        {
            await response.Body.WriteAsync(chunk, cancellationToken);
            if (pause > TimeSpan.Zero)
            {
                await response.Body.FlushAsync(cancellationToken);
                await Task.Delay(pause, cancellationToken);
            }
        }
    }
}
