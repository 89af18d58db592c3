using Microsoft.AspNetCore.Builder;

namespace FalconEye.ServiceDefaults;

/// <summary>Runs a program's main and turns what stops it at start into one line a person can act on.</summary>
public static class ProgramHost
{
    /// <summary>The exit code for wrong settings (EX_CONFIG of sysexits.h).</summary>
    public const int ConfigurationExitCode = 78;

    /// <summary>The exit code when the address to listen on is not to be had.</summary>
    public const int AddressExitCode = 75;

    /// <summary>
    /// How every program's host is built: its settings are read once. Watching settings files, as a host does by default, takes one of the
    /// 128 inotify instances of a user (inotify(7)) for each program, and wakes it at every change in its working directory.
    /// </summary>
    public static WebApplicationOptions BuilderOptions(params string[] arguments) =>
        new() { Args = [.. arguments, "--hostBuilder:reloadConfigOnChange=false"] };

    /// <summary>Runs <paramref name="main"/>, in a process whose files and memory are its user's alone.</summary>
    /// <returns>Its exit code, or one of the codes above after a line on standard error.</returns>
    public static async Task<int> RunAsync(Func<Task<int>> main)
    {
        ProcessHardening.Apply();
        try
        {
            return await main();
        }
        catch (InvalidConfigurationException e)
        {
            foreach (var problem in e.Problems)
            {
                await Console.Error.WriteLineAsync(problem);
            }

            return ConfigurationExitCode;
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{e.Message} Stop what listens there, or set PORT to a free port (RTSP_PORT or RTSPS_PORT, if it is theirs).");
            return AddressExitCode;
        }
    }
}
