using System.Runtime.InteropServices;

namespace FalconEye.Processes.Sandbox;

/// <summary>
/// A filter of system calls in the kernel's own little language (https://docs.kernel.org/userspace-api/seccomp_filter.html): forbidden ones fail
/// with an error, so that a library which only tries goes on without.
/// </summary>
internal static class SeccompFilter
{
    private const int SetModeFilter = 1;

    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort And = 0x54;
    private const ushort Return = 0x06;

    private const uint Allow = 0x7fff0000;
    private const uint Kill = 0x80000000;
    private const uint Error = 0x00050000;
    private const uint NotPermitted = 1;
    private const uint NotImplemented = 38;
    private const uint NoSuchFamily = 97;

    private const uint Number = 0;
    private const uint Processor = 4;
    private const uint X64 = 0xc000003e;
    private const uint Arm64 = 0xc00000b7;

    /// <summary>x86-64 programs can call by the numbers of x32 too, which would pass every rule.</summary>
    private const uint FirstX32 = 0x40000000;

    private const uint NewNamespaces = 0x7e020000;
    private const uint Thread = 0x00010000;
    private const uint SocketTypes = 0xf;
    private const uint StreamSocket = 1;
    private const uint Internet = 2;
    private const uint Internet6 = 10;
    private const uint Tcp = 6;

    /// <summary>Connects without connect(2), so past Landlock.</summary>
    private const uint FastOpen = 0x20000000;

    /// <summary>Installs it for this process and all that follow; does nothing on a kernel without seccomp.</summary>
    internal static unsafe void Install(SandboxProfile profile, bool hasNetwork)
    {
        if (!Libc.HasSeccomp)
        {
            return;
        }

        Instruction[] program = [.. Build(profile, hasNetwork)];
        fixed (Instruction* first = program)
        {
            var filter = new Filter { Length = (ushort)program.Length, First = (nint)first };
            _ = Libc.Call(SystemCalls.Seccomp, SetModeFilter, 0, (nint)(&filter));
        }
    }

    private static IEnumerable<Instruction> Build(SandboxProfile profile, bool hasNetwork)
    {
        var isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        var isOurs = profile == SandboxProfile.Program;
        return
        [
            new(LoadWord, Processor),
            new(JumpIfEqual, isX64 ? X64 : Arm64, IfTrue: 1),
            new(Return, Kill),
            new(LoadWord, Number),
            .. isX64 ? [new Instruction(JumpIfAtLeast, FirstX32, IfFalse: 1), new(Return, Error | NotPermitted)] : Array.Empty<Instruction>(),
            .. SystemCalls.NeverNeeded.SelectMany(Forbid),
            .. isOurs ? [] : SystemCalls.NotForDecoders.SelectMany(Forbid),
            .. profile == SandboxProfile.Decoder ? SystemCalls.NotForReaders.SelectMany(Forbid) : [],

            // Its flags lie in memory, which a filter cannot read: without it the C library uses clone(2).
            .. On(SystemCalls.Clone3, [new(Return, Error | NotImplemented)]),
            .. On(SystemCalls.Clone,
            [
                new(LoadWord, Argument(0)),
                new(JumpIfAnyBit, NewNamespaces, IfFalse: 1),
                new(Return, Error | NotPermitted),
                .. isOurs ? [] : (Instruction[])[new(JumpIfAnyBit, Thread, IfTrue: 1), new(Return, Error | NotPermitted)],
                new(Return, Allow),
            ]),
            .. isOurs ? [] : Sockets(hasNetwork),
            new(Return, Allow),
        ];
    }

    /// <summary>A decoder opens TCP connections only, and those by connect(2) only.</summary>
    private static Instruction[] Sockets(bool hasNetwork) => !hasNetwork
        ? On(SystemCalls.Socket, [new(Return, Error | NotPermitted)])
        :
        [
            .. On(SystemCalls.Socket,
            [
                new(LoadWord, Argument(0)),
                new(JumpIfEqual, Internet, IfTrue: 2),
                new(JumpIfEqual, Internet6, IfTrue: 1),
                new(Return, Error | NoSuchFamily),
                new(LoadWord, Argument(1)),
                new(And, SocketTypes),
                new(JumpIfEqual, StreamSocket, IfTrue: 1),
                new(Return, Error | NotPermitted),
                new(LoadWord, Argument(2)),
                new(JumpIfEqual, 0, IfTrue: 2),
                new(JumpIfEqual, Tcp, IfTrue: 1),
                new(Return, Error | NotPermitted),
                new(Return, Allow),
            ]),
            .. On(SystemCalls.SendTo, NoFastOpen(Argument(3))),
            .. On(SystemCalls.SendMsg, NoFastOpen(Argument(2))),
        ];

    private static Instruction[] NoFastOpen(uint flags) =>
        [new(LoadWord, flags), new(JumpIfAnyBit, FastOpen, IfFalse: 1), new(Return, Error | NotPermitted), new(Return, Allow)];

    private static Instruction[] Forbid(int call) => On(call, [new(Return, Error | NotPermitted)]);

    /// <summary>Runs a block, which must return, for one call.</summary>
    private static Instruction[] On(int call, Instruction[] block) => [new(JumpIfEqual, (uint)call, IfFalse: (byte)block.Length), .. block];

    /// <summary>Where struct seccomp_data has the lower half of an argument.</summary>
    private static uint Argument(int index) => (uint)(16 + (8 * index));

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value)
    {
        internal Instruction(ushort code, uint value, byte IfTrue = 0, byte IfFalse = 0)
            : this(code, IfTrue, IfFalse, value)
        {
        }
    }

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Filter
    {
        internal ushort Length;
        internal nint First;
    }
}
