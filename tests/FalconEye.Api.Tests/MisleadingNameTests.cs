using System.Net;
using FalconEye.TestKit;
using FalconEye.TestKit.Networks;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

/// <summary>Names that lead to where cloud machines keep their credentials, and not to a camera.</summary>
public sealed class MisleadingNameTests
{
    private const string MetadataService = "169.254.169.254";
    private const string Problem = "belongs to the machine's cloud provider";

    [Fact]
    public async Task A_name_that_resolves_to_a_metadata_service_is_refused_when_entered_and_later()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var network = await NetworkNamespace.CreateAsync(ct);
        Assert.SkipWhen(network is null, "This process may not make network namespaces: run as root, or with CAP_SYS_ADMIN and CAP_NET_ADMIN.");

        // ip-netns(8): what is in this folder is seen as /etc by programs inside.
        var etc = Directory.CreateDirectory($"/etc/netns/{network.Name}");
        try
        {
            var hosts = Path.Combine(etc.FullName, "hosts");
            await File.WriteAllTextAsync(hosts, $"{MetadataService} camera.lan\n127.0.0.1 honest.lan\n", ct);
            await using var server = await FalconEyeServer.StartInAsync(network, ct);
            foreach (var (protocol, path) in new[] { ("http", "/api/cameras"), ("rtsp", "/api/cameras"), ("onvif", "/api/cameras/probe") })
            {
                var body = new { name = "Door", protocol, source_url = $"{protocol}://camera.lan/latest" };
                var refused = await server.RefuseAsync(HttpMethod.Post, path, body, HttpStatusCode.BadRequest, ct);
                Assert.Contains(Problem, refused.GetProperty("errors").GetProperty("source_url")[0].GetString(), StringComparison.Ordinal);
            }

            List<string> ids = [];
            foreach (var protocol in new[] { "http", "rtsp", "onvif" })
            {
                var camera = await server.PostAsync("/api/cameras", new { name = protocol, protocol, source_url = $"{protocol}://honest.lan:9/{protocol}" }, ct);
                ids.Add(camera.GetProperty("id").GetString()!);
            }

            var changed = await server.RefuseAsync(HttpMethod.Patch, $"/api/cameras/{ids[0]}", new { source_url = "http://camera.lan/b" }, HttpStatusCode.BadRequest, ct);
            Assert.Contains(Problem, changed.GetProperty("detail").GetString(), StringComparison.Ordinal);

            // The name is led astray after it was entered: the programs that connect resolve it again.
            await File.WriteAllTextAsync(hosts, $"{MetadataService} honest.lan\n", ct);
            foreach (var id in ids)
            {
                await server.PostAsync($"/api/cameras/{id}/start", null, ct);
            }

            foreach (var id in ids)
            {
                await Eventually.HoldsAsync(
                    async () => (await server.GetAsync($"/api/cameras/{id}", ct)).GetProperty("metadata").ToString().Contains(Problem, StringComparison.Ordinal),
                    "the camera says that its name leads astray",
                    ct,
                    TimeSpan.FromSeconds(30));
            }
        }
        finally
        {
            etc.Delete(recursive: true);
        }
    }
}
