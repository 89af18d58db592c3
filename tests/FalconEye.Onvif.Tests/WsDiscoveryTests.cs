using System.Net;
using FalconEye.Onvif.Discovery;
using FalconEye.TestKit.Cameras.Onvif;

namespace FalconEye.Onvif.Tests;

public sealed class WsDiscoveryTests
{
    private readonly string _id = $"urn:uuid:{Guid.NewGuid()}";

    [Fact]
    public async Task A_camera_is_found_once_with_its_name_and_the_address_that_it_answered_from()
    {
        await using var camera = SimulatedOnvifResponder.Start(IPAddress.Loopback, question =>
        [
            SimulatedOnvifResponder.Match(
                question,
                _id,
                "http://192.0.2.7/onvif/device_service http://127.0.0.1:8899/onvif/device_service",
                "onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/Front%20door onvif://www.onvif.org/hardware/IPC-B120%0A"),
        ]);

        var device = Assert.Single(await FindAsync(), found => found.Id == _id);

        Assert.Equal(("Front door", "IPC-B120", null), (device.Name, device.Hardware, device.Location));
        Assert.Equal(IPAddress.Loopback, device.Address);
        Assert.Equal("http://127.0.0.1:8899/onvif/device_service", device.ServiceAddress!.AbsoluteUri);
    }

    [Fact]
    public async Task What_is_no_camera_or_no_answer_to_our_question_is_not_found()
    {
        const string Scopes = "onvif://www.onvif.org/name/x";
        await using var strangers = SimulatedOnvifResponder.Start(IPAddress.Loopback, question =>
        [
            SimulatedOnvifResponder.Match(question, _id, "http://127.0.0.1/", "", types: "wsdp:Device wprt:PrintDeviceType"),
            SimulatedOnvifResponder.Match($"urn:uuid:{Guid.NewGuid()}", _id, "http://127.0.0.1/", Scopes),
            "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>",
            "not xml",
        ]);

        Assert.DoesNotContain(await FindAsync(), found => found.Id == _id);
    }

    private static async Task<List<DiscoveredDevice>> FindAsync()
    {
        var found = new List<DiscoveredDevice>();
        var options = new WsDiscoveryOptions { Interfaces = [IPAddress.Loopback], Duration = TimeSpan.FromSeconds(1.5) };
        await foreach (var device in WsDiscovery.ProbeAsync(options, TestContext.Current.CancellationToken))
        {
            found.Add(device);
        }

        return found;
    }
}
