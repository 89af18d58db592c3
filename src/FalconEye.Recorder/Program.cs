using System.Reflection;
using FalconEye.Media.Copy;
using FalconEye.Processes.Sandbox;
using FalconEye.Recorder;
using FalconEye.ServiceDefaults;

if (args is [SandboxLauncher.Verb, .. var command])
{
    return SandboxLauncher.Run(command);
}

SandboxLauncher.Use(Environment.ProcessPath);
return await ProgramHost.RunAsync(async () =>
{
    switch (args)
    {
        case ["--version"]:
            Console.WriteLine(typeof(RecorderSettings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
            return 0;
        case ["--help" or "-h"]:
            Console.WriteLine(CommandLine.Help);
            return 0;
        case ["--delete", var file]:
            return await FileRemoval.RunAsync(WebApplication.CreateSlimBuilder(ProgramHost.BuilderOptions()).Configuration, file);
        case [var unknown, ..]:
            await Console.Error.WriteLineAsync($"Unknown argument {unknown}. Try --help.");
            return CommandLine.UsageExitCode;
        default:
            break;
    }

    var builder = WebApplication.CreateSlimBuilder(ProgramHost.BuilderOptions());
    var settings = RecorderSettings.Read(builder.Configuration);
    builder.AddServiceDefaults("falcon-eye-recorder").StaySmall().ListenOn(settings.Host, settings.Port, settings.CopySocket);
    builder.AddRecorder(settings);
    var app = builder.Build();
    app.UseTokenGuard(settings.ApiToken, (StreamCopy.Path, settings.RelayToken));
    app.MapServiceDefaults();
    app.MapRecorder();
    await app.RunAsync();
    return 0;
});
