using System.Collections;
using System.Runtime.InteropServices;

namespace FalconEye.Processes.Sandbox;

/// <summary>A program with arguments and environment as execve(2) wants them, made before limits leave no memory to make them.</summary>
internal sealed class ProgramImage : IDisposable
{
    private readonly nint _path;
    private readonly nint[] _arguments;
    private readonly nint[] _environment;

    internal ProgramImage(string path, IReadOnlyList<string> arguments)
    {
        _path = Marshal.StringToCoTaskMemUTF8(path);
        _arguments = [.. arguments.Select(Marshal.StringToCoTaskMemUTF8), 0];
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => $"{variable.Key}={variable.Value}");
        _environment = [.. variables.Select(Marshal.StringToCoTaskMemUTF8), 0];
    }

    /// <summary>Becomes the program; returns only when that failed.</summary>
    /// <returns>The error number.</returns>
    internal unsafe int Execute()
    {
        fixed (nint* arguments = _arguments)
        fixed (nint* environment = _environment)
        {
            return Libc.Execute(_path, (nint)arguments, (nint)environment);
        }
    }

    public void Dispose()
    {
        foreach (var text in (nint[])[_path, .. _arguments, .. _environment])
        {
            Marshal.FreeCoTaskMem(text);
        }
    }
}
