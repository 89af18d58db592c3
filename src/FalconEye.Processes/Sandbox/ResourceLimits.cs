namespace FalconEye.Processes.Sandbox;

/// <summary>Limits of a child (getrlimit(2)).</summary>
internal static class ResourceLimits
{
    private const int Cpu = 0;
    private const int FileSize = 1;
    private const int Core = 4;
    private const int OpenFiles = 7;
    private const int AddressSpace = 9;

    /// <summary>Libraries are opened one after the other; beyond them a decoder holds a handful of sockets and pipes.</summary>
    private const ulong DecoderFiles = 128;

    /// <summary>Sets them. No child writes core dumps, and a decoder no files at all: what it makes goes into a pipe.</summary>
    internal static void Apply(SandboxPolicy policy)
    {
        if (!Libc.IsSupported)
        {
            return;
        }

        Set(Core, 0);
        if (policy.Profile == SandboxProfile.Decoder)
        {
            Set(FileSize, 0);
            Set(OpenFiles, DecoderFiles);
        }

        if (policy.MaxCpuSeconds > 0)
        {
            Set(Cpu, (ulong)policy.MaxCpuSeconds);
        }

        if (policy.MaxAddressSpace > 0)
        {
            Set(AddressSpace, (ulong)policy.MaxAddressSpace);
        }
    }

    private static unsafe void Set(int resource, ulong value)
    {
        var limits = stackalloc ulong[2];
        (limits[0], limits[1]) = (value, value);
        _ = Libc.Call(SystemCalls.PrLimit, 0, resource, (nint)limits);
    }
}
