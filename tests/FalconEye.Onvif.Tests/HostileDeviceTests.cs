using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FalconEye.Contracts.Cameras;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras.Onvif;

namespace FalconEye.Onvif.Tests;

public sealed class HostileDeviceTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OnvifBehaviour.Broken)]
    [InlineData(OnvifBehaviour.WebPage)]
    [InlineData(OnvifBehaviour.BillionLaughs)]
    [InlineData(OnvifBehaviour.ForeignEntity)]
    [InlineData(OnvifBehaviour.Deep)]
    [InlineData(OnvifBehaviour.Huge)]
    public async Task An_answer_that_is_not_SOAP_or_oversized_is_refused_with_a_message(OnvifBehaviour behaviour)
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { Behaviour = behaviour }, Cancelled);
        using var client = device.ClientOf("admin", "secret");
        var before = GC.GetTotalAllocatedBytes();

        var refusal = await Assert.ThrowsAsync<OnvifException>(() => client.GetServicesAsync(Cancelled));

        Assert.Equal($"127.0.0.1:{device.Port} answers, and not as an ONVIF camera: check the port, and that ONVIF is switched on in the camera's settings.", refusal.Message);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 300_000_000);
    }

    [Fact]
    public async Task A_device_that_does_not_come_to_an_end_is_given_up()
    {
        await using var silent = await SimulatedOnvifDevice.StartAsync(new() { Behaviour = OnvifBehaviour.Silent }, Cancelled);
        await using var endless = await SimulatedOnvifDevice.StartAsync(new() { Behaviour = OnvifBehaviour.Endless }, Cancelled);
        using var one = silent.ClientOf();
        using var other = endless.ClientOf();
        var began = Stopwatch.GetTimestamp();

        await Task.WhenAll(
            Assert.ThrowsAsync<TimeoutException>(() => one.GetSystemDateAndTimeAsync(Cancelled)),
            Assert.ThrowsAsync<TimeoutException>(() => other.GetSystemDateAndTimeAsync(Cancelled)));

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 4, 10);
    }

    [Fact]
    public async Task A_local_device_cannot_point_to_another_local_port()
    {
        using var service = new TcpListener(IPAddress.Loopback, 0);
        service.Start();
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { AdvertisedHost = service.LocalEndpoint.ToString() }, Cancelled);
        using var client = device.ClientOf();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.Media.GetProfilesAsync(Cancelled));

        Assert.IsType<ForbiddenAddressException>(refused.InnerException);
        Assert.False(service.Pending());
    }

    [Fact]
    public async Task A_fault_is_reported_with_the_cameras_text()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { Behaviour = OnvifBehaviour.Fault }, Cancelled);
        using var client = device.ClientOf();

        var refusal = await Assert.ThrowsAsync<OnvifException>(() => client.GetDeviceInformationAsync(Cancelled));

        Assert.Equal((FailureReasons.Failed, "The camera answers GetDeviceInformation with: The camera's disk is on fire."), (refusal.Reason, refusal.Message));
    }

    [Fact]
    public async Task A_web_server_without_ONVIF_is_reported()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { Behaviour = OnvifBehaviour.NotFound }, Cancelled);
        using var client = device.ClientOf();

        var refusal = await Assert.ThrowsAsync<OnvifException>(() => client.GetServicesAsync(Cancelled));

        Assert.Equal(FailureReasons.NotFound, refusal.Reason);
        Assert.Contains("/onvif/device_service", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_is_not_there_cannot_be_reached()
    {
        using var client = Clients.Of(new Uri($"onvif://127.0.0.1:{FreePort.Next()}"));

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetSystemDateAndTimeAsync(Cancelled));
    }
}
