using FalconEye.Api;
using FalconEye.Api.Alerts;
using FalconEye.Api.Alerts.Push;
using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Auth.Keys;
using FalconEye.Api.CameraEvents;
using FalconEye.Api.Cameras;
using FalconEye.Api.Cameras.Live;
using FalconEye.Api.Cameras.Live.Hls;
using FalconEye.Api.Cameras.Ptz;
using FalconEye.Api.Chat;
using FalconEye.Api.Cleanup;
using FalconEye.Api.Dashboard;
using FalconEye.Api.Discovery;
using FalconEye.Api.Edge;
using FalconEye.Api.Events;
using FalconEye.Api.Exports;
using FalconEye.Api.Health;
using FalconEye.Api.Motion;
using FalconEye.Api.Nodes;
using FalconEye.Api.Problems;
using FalconEye.Api.Recordings;
using FalconEye.Api.Recordings.Conversion;
using FalconEye.Api.Recordings.Playback;
using FalconEye.Api.Recordings.Previews;
using FalconEye.Api.Recordings.Storage;
using FalconEye.Api.Settings;
using FalconEye.ServiceDefaults;
using Scalar.AspNetCore;

return await ProgramHost.RunAsync(async () =>
{
    if (args is [CleanupCommand.Verb, .. var arguments])
    {
        return await CleanupCommand.RunAsync(arguments);
    }

    if (args is [VerifyCommand.Verb, .. var toVerify])
    {
        return await VerifyCommand.RunAsync(toVerify);
    }

    NativeHeap.Limit();
    var builder = WebApplication.CreateSlimBuilder(ProgramHost.BuilderOptions(args));
    var options = ServerOptions.Read(builder.Configuration);
    builder.Services.AddSingleton(options);
    builder.AddServiceDefaults("falcon-eye-api").AddTelemetry();
    builder.AddEdge(options);
    builder.AddStorage(options);
    builder.AddOrchestration(options);
    builder.AddAuth(options);
    builder.AddProblems();
    builder.AddCleanup(options);
    builder.AddFeatures(options);
    builder.AddDiscovery(options);
    builder.Services.AddResponseCompression();
    builder.AddChat();
    builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins([.. options.CorsOrigins]).AllowAnyHeader().AllowAnyMethod()));

    await using var app = builder.Build();
    app.UseEdge(options);
    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.UseSecurityHeaders(options);
    app.UseDashboardFiles(options);
    app.UseRouting();
    app.UseCors();
    app.UseWebSockets();
    app.UseAuth(options);
    app.MapServiceDefaults().RequireAuthorization(Policies.Viewer);
    app.MapAuth();
    app.MapHealth();
    app.MapCameras().MapProbe().MapStreams().MapHls().MapPtz().MapMotion().MapCameraEvents().MapRecordingControl().MapPlayback().MapPreviews();
    app.MapRecordings().MapFragments().MapConversions();
    app.MapStorage();
    app.MapExports();
    app.MapNodes().MapDiscovery();
    app.MapSettings();
    app.MapEvents();
    app.MapAlerts();
    app.MapPushDevices();
    app.MapChat();
    app.WarnOfIgnoredTools();
    app.MapMcp("/mcp").RequireAuthorization(Policies.Viewer);
    app.MapOpenApi().RequireAuthorization(Policies.Viewer);
    app.MapScalarApiReference("/docs", (reference, context) =>
    {
        reference.WithNonce().DisableDefaultFonts();
        SecurityHeaders.AllowReferenceScript(context);
    }).RequireAuthorization(Policies.Viewer);
    app.MapDashboard(options);
    if (AuthCommands.AreMeant(args))
    {
        return await AuthCommands.RunAsync(app, args, app.Lifetime.ApplicationStopping);
    }

    app.Services.GetRequiredService<PrivateFiles>().Tighten(app.Logger);
    await app.UpgradeDatabaseAsync(app.Lifetime.ApplicationStopping);
    await app.ProtectStoredSecretsAsync(options, app.Lifetime.ApplicationStopping);
    app.AnnounceEdge(options);
    await app.AnnounceAuthAsync(options, app.Lifetime.ApplicationStopping);
    await app.RunAsync();
    return 0;
});
