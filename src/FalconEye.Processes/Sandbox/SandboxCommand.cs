using System.Globalization;
using System.Runtime.InteropServices;

namespace FalconEye.Processes.Sandbox;

/// <summary>The command line of the launcher: a policy, how the child ends with its parent, and the program with its arguments.</summary>
/// <param name="Policy">What the program may do.</param>
/// <param name="DeathSignal">The number of the signal that it gets when its parent dies.</param>
/// <param name="Parent">The process that it must not outlive.</param>
/// <param name="Program">The program with its arguments.</param>
internal sealed record SandboxCommand(SandboxPolicy Policy, int DeathSignal, int Parent, IReadOnlyList<string> Program)
{
    private const int Kill = 9;

    /// <summary>The launcher's arguments for a child of this process.</summary>
    internal static IReadOnlyList<string> ArgumentsFor(SandboxPolicy policy, PosixSignal? deathSignal, string program, IReadOnlyList<string> arguments) =>
    [
        SandboxLauncher.Verb,
        .. policy.ToArguments(),
        "--death-signal", (deathSignal is { } signal ? Signals.NumberOf(signal) : Kill).ToString(CultureInfo.InvariantCulture),
        "--parent", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        "--", program,
        .. arguments,
    ];

    /// <summary>Reads the launcher's arguments.</summary>
    /// <returns><see langword="null"/> when they are not of this form.</returns>
    internal static SandboxCommand? Parse(ReadOnlySpan<string> arguments)
    {
        var (policy, deathSignal, parent) = (new SandboxPolicy(SandboxProfile.Decoder), Kill, 0);
        var index = 0;
        for (; index + 1 < arguments.Length && arguments[index] != "--"; index += 2)
        {
            var value = arguments[index + 1];
            switch (arguments[index])
            {
                case "--profile" when Enum.TryParse<SandboxProfile>(value, out var profile):
                    policy = policy with { Profile = profile };
                    break;
                case "--read":
                    policy = policy with { Readable = [.. policy.Readable, value] };
                    break;
                case "--write":
                    policy = policy with { Writable = [.. policy.Writable, value] };
                    break;
                case "--device":
                    policy = policy with { Devices = [.. policy.Devices, value] };
                    break;
                case "--port" when int.TryParse(value, CultureInfo.InvariantCulture, out var port):
                    policy = policy with { Ports = [.. policy.Ports, port] };
                    break;
                case "--memory" when long.TryParse(value, CultureInfo.InvariantCulture, out var bytes):
                    policy = policy with { MaxAddressSpace = bytes };
                    break;
                case "--cpu" when long.TryParse(value, CultureInfo.InvariantCulture, out var seconds):
                    policy = policy with { MaxCpuSeconds = seconds };
                    break;
                case "--death-signal" when int.TryParse(value, CultureInfo.InvariantCulture, out deathSignal):
                case "--parent" when int.TryParse(value, CultureInfo.InvariantCulture, out parent):
                    break;
                default:
                    return null;
            }
        }

        return index + 1 < arguments.Length ? new SandboxCommand(policy, deathSignal, parent, arguments[(index + 1)..].ToArray()) : null;
    }
}
