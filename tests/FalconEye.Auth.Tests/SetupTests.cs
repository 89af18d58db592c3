using System.Net;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>The first minute of a server, and what its own machine can do later.</summary>
public sealed class SetupTests
{
    private const string Password = "violet tractor moon";
    private const string Code = "setup-code-of-the-test";

    [Fact]
    public async Task Setup_always_needs_the_code_and_only_the_first_call_creates_the_administrator()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("AUTH_MODE", "on"), ("SETUP_CODE", ""));
        var code = server.Program.Output.Split("/setup#code=")[1].Split('.', ' ')[0];
        using var browser = Caller.Anonymous(server);
        var status = await browser.GetAsync("/api/auth/status", ct);
        Assert.True(status.GetProperty("setup_required").GetBoolean());
        Assert.True(status.GetProperty("setup_code_required").GetBoolean());

        await browser.PostAsync("/api/auth/setup", new { user_name = "eve", password = Password }, HttpStatusCode.BadRequest, ct);
        await browser.PostAsync("/api/auth/setup", new { user_name = "eve", password = Password, setup_code = "guess" }, HttpStatusCode.BadRequest, ct);
        await browser.PostAsync("/api/auth/setup", new { user_name = "anna", password = "password123", setup_code = code }, HttpStatusCode.BadRequest, ct);
        await browser.PostAsync("/api/auth/setup", new { user_name = "anna", password = Password, setup_code = code }, HttpStatusCode.OK, ct);
        await browser.PostAsync("/api/auth/setup", new { user_name = "eve", password = Password, setup_code = code }, HttpStatusCode.Conflict, ct);
        await browser.GetAsync("/api/users", ct);
    }

    [Fact]
    public async Task Guesses_at_the_setup_code_are_limited()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("AUTH_MODE", "on"));
        using var guesser = Caller.Anonymous(server, IPAddress.Parse("127.0.0.41"));
        for (var guess = 0; guess < 5; guess++)
        {
            await guesser.PostAsync("/api/auth/setup", new { user_name = "eve", password = Password, setup_code = $"guess {guess}" }, HttpStatusCode.BadRequest, ct);
        }

        await guesser.PostAsync(
            "/api/auth/setup", new { user_name = "eve", password = Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.TooManyRequests, ct);
    }

    [Fact]
    public async Task The_setup_code_works_from_any_address_and_users_survive_a_restart()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("AUTH_MODE", "on"), ("SETUP_CODE", Code));
        using var browser = Caller.Anonymous(server);
        await browser.PostAsync("/api/auth/setup", new { user_name = "anna", password = Password }, HttpStatusCode.BadRequest, ct);
        await browser.PostAsync("/api/auth/setup", new { user_name = "anna", password = Password, setup_code = Code }, HttpStatusCode.OK, ct);
        await server.Program.StopAsync(ct);
        await server.StartAgainAsync(ct);
        await browser.GetAsync("/api/users", ct);
    }

    [Fact]
    public async Task The_servers_own_machine_can_reset_a_password_and_make_a_token_while_the_server_runs()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("AUTH_MODE", "on"));
        using var browser = Caller.Anonymous(server);
        await browser.PostAsync(
            "/api/auth/setup", new { user_name = "anna", password = Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, ct);

        var reset = await RunAsync(server, ct, "user", "reset", "anna");
        var password = reset.Split("is now ")[1].Split('\n')[0].Trim();
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/api/users", null, ct));
        using var again = await Caller.LogInAsync(server, "anna", password, ct);

        var token = (await RunAsync(server, ct, "token", "script", "operator", "1")).Split('\n', StringSplitOptions.TrimEntries)[^1];
        using var script = Caller.WithToken(server, token);
        await script.GetAsync("/api/cameras", ct);
        Assert.Equal(HttpStatusCode.Forbidden, await script.StatusAsync(HttpMethod.Get, "/api/users", null, ct));
    }

    [Fact]
    public async Task Without_logins_every_caller_is_administrator_and_the_server_warns()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("AUTH_MODE", "off"), ("CORS_ORIGINS", "*"));
        using var anybody = Caller.Anonymous(server);
        Assert.Equal("off", (await anybody.GetAsync("/api/auth/status", ct)).GetProperty("mode").GetString());
        await anybody.GetAsync("/api/users", ct);
        Assert.Contains("AUTH_MODE=off", server.Program.Output, StringComparison.Ordinal);
        Assert.Contains("CORS_ORIGINS=*", server.Program.Output, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(FalconEyeServer server, CancellationToken cancellationToken, params string[] arguments)
    {
        await using var program = RunningProgram.Start(
            ProgramFile.Find("FalconEye.Api"), new Dictionary<string, string> { ["DATA_DIR"] = server.DataDirectory }, arguments);
        Assert.Equal(0, await program.WaitForExitAsync(cancellationToken));
        return program.Output;
    }
}
