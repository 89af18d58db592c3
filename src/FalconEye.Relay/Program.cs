using System.Globalization;
using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;
using FalconEye.Processes.Sandbox;
using FalconEye.Relay;
using FalconEye.Relay.Streams;
using FalconEye.Relay.Upstream;
using FalconEye.ServiceDefaults;

if (args is [SandboxLauncher.Verb, .. var command])
{
    return SandboxLauncher.Run(command);
}

SandboxLauncher.Use(Environment.ProcessPath);
return await ProgramHost.RunAsync(() => args switch
{
    [] => ServeAsync(),
    ["probe"] => ProbeAsync(),
    ["frame"] => GrabAsync(),
    ["--version"] => WriteEventAsync($"FalconEye.Relay {typeof(RelaySettings).Assembly.GetName().Version?.ToString(3)}"),
    ["--help"] => WriteEventAsync(Usage.Text),
    _ => Task.FromResult(Usage.Refuse()),
});

static async Task<int> ServeAsync()
{
    var builder = WebApplication.CreateSlimBuilder(ProgramHost.BuilderOptions());
    if (ProbeServer.IsWanted(builder.Configuration))
    {
        return await ProbeServer.RunAsync(builder);
    }

    var settings = RelaySettings.Read(builder.Configuration);
    builder.AddServiceDefaults("falcon-eye-relay").StaySmall().ListenOn(settings.Host, settings.Port);
    builder.Services.AddStream(settings);
    builder.Services.AddSingleton<RelayMetrics>();
    builder.Services.AddHostedService(services => services.GetRequiredService<UpstreamSupervisor>());
    builder.Services.AddSingleton<Substream>();
    builder.Services.AddHostedService(services => services.GetRequiredService<Substream>());
    builder.Services.AddSingleton<RelayedStreams>();
    await using var app = builder.Build();
    app.Services.GetRequiredService<RelayMetrics>();
    app.UseTokenGuard(settings.ApiToken);
    app.MapServiceDefaults();
    app.MapRelay();
    app.LogProtections();
    await app.RunAsync();
    return 0;
}

static async Task<int> ProbeAsync()
{
    var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
    var source = RelaySettings.ReadSourceOnly(configuration);
    var resolver = new SourceResolver(source, wanted: null, TimeProvider.System);
    var mode = IngestModes.Parse(configuration[EnvironmentVariables.Ingest] ?? "") ?? IngestMode.Auto;
    var result = await new SourceProbe(mode, TimeProvider.System) { DumpPath = configuration[EnvironmentVariables.IngestDump] }.TryAsync(resolver, TimeSpan.FromSeconds(10), CancellationToken.None);
    return await WriteEventAsync(JsonSerializer.Serialize(result, WireJson.Default.ProbeResult));
}

static async Task<int> GrabAsync()
{
    var reader = new SettingsReader(new ConfigurationBuilder().AddEnvironmentVariables().Build());
    var source = reader.Required(EnvironmentVariables.FrameSource, "a recording: an absolute path, or an address");
    var seconds = reader.Parse<double>(
        EnvironmentVariables.FrameSeconds, 0, text => double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value : null, "seconds");
    reader.ThrowIfInvalid();
    if (await new RecordedFrames(TimeProvider.System).GrabAsync(source, TimeSpan.FromSeconds(seconds), CancellationToken.None) is not { } jpeg)
    {
        return 1;
    }

    await using var output = Console.OpenStandardOutput();
    await output.WriteAsync(jpeg);
    return 0;
}

static async Task<int> WriteEventAsync(string text)
{
    await Console.Out.WriteLineAsync(text);
    return 0;
}
