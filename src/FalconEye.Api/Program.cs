using FalconEye.Api;
using FalconEye.Api.Cameras;
using FalconEye.Api.Cameras.Live;
using FalconEye.Api.Dashboard;
using FalconEye.Api.Discovery;
using FalconEye.Api.Events;
using FalconEye.Api.Health;
using FalconEye.Api.Nodes;
using FalconEye.Api.Problems;
using FalconEye.Api.Recordings;
using FalconEye.Api.Settings;
using FalconEye.Data;
using FalconEye.ServiceDefaults;
using Scalar.AspNetCore;

return await ProgramHost.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(ProgramHost.BuilderOptions(args));
    var options = ServerOptions.Read(builder.Configuration);
    builder.Services.AddSingleton(options);
    builder.AddServiceDefaults("falcon-eye-api").AddTelemetry();
    builder.ListenOn(options.Host, options.Port);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1024 * 1024);
    builder.AddStorage(options);
    builder.AddOrchestration(options);
    builder.AddProblems();
    builder.AddFeatures();
    builder.AddDiscovery(options.Discovery);
    builder.Services.AddResponseCompression();
    builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins([.. options.CorsOrigins]).AllowAnyHeader().AllowAnyMethod()));

    await using var app = builder.Build();
    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.UseCors();
    app.UseWebSockets();
    app.MapServiceDefaults();
    app.MapHealth();
    app.MapCameras().MapProbe().MapStreams().MapRecordingControl();
    app.MapRecordings();
    app.MapNodes().MapDiscovery();
    app.MapSettings();
    app.MapEvents();
    app.MapOpenApi();
    app.MapScalarApiReference("/docs");
    app.UseDashboard(options);

    await app.Services.MigrateDatabaseAsync(app.Lifetime.ApplicationStopping);
    await app.RunAsync();
    return 0;
});
