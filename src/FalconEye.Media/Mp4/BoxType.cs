using System.Buffers.Binary;
using System.Text;

namespace FalconEye.Media.Mp4;

/// <summary>The four characters that name a box (ISO/IEC 14496-12, section 4.2).</summary>
/// <param name="Code">The characters as a big-endian number.</param>
public readonly record struct BoxType(uint Code)
{
    /// <summary>The file's brands.</summary>
    public static readonly BoxType Ftyp = Of("ftyp"u8);

    /// <summary>Head of the file.</summary>
    public static readonly BoxType Moov = Of("moov"u8);

    /// <summary>Head of a fragment.</summary>
    public static readonly BoxType Moof = Of("moof"u8);

    /// <summary>Samples.</summary>
    public static readonly BoxType Mdat = Of("mdat"u8);

    internal static readonly BoxType Mvhd = Of("mvhd"u8);
    internal static readonly BoxType Mvex = Of("mvex"u8);
    internal static readonly BoxType Trex = Of("trex"u8);
    internal static readonly BoxType Trak = Of("trak"u8);
    internal static readonly BoxType Tkhd = Of("tkhd"u8);
    internal static readonly BoxType Edts = Of("edts"u8);
    internal static readonly BoxType Elst = Of("elst"u8);
    internal static readonly BoxType Mdia = Of("mdia"u8);
    internal static readonly BoxType Mdhd = Of("mdhd"u8);
    internal static readonly BoxType Hdlr = Of("hdlr"u8);
    internal static readonly BoxType Minf = Of("minf"u8);
    internal static readonly BoxType Stbl = Of("stbl"u8);
    internal static readonly BoxType Stsd = Of("stsd"u8);
    internal static readonly BoxType Stts = Of("stts"u8);
    internal static readonly BoxType Ctts = Of("ctts"u8);
    internal static readonly BoxType Stss = Of("stss"u8);
    internal static readonly BoxType Stsc = Of("stsc"u8);
    internal static readonly BoxType Stsz = Of("stsz"u8);
    internal static readonly BoxType Co64 = Of("co64"u8);
    internal static readonly BoxType Stco = Of("stco"u8);
    internal static readonly BoxType Vmhd = Of("vmhd"u8);
    internal static readonly BoxType Smhd = Of("smhd"u8);
    internal static readonly BoxType Dinf = Of("dinf"u8);
    internal static readonly BoxType Dref = Of("dref"u8);
    internal static readonly BoxType Url = Of("url "u8);
    internal static readonly BoxType Avc1 = Of("avc1"u8);
    internal static readonly BoxType AvcC = Of("avcC"u8);
    internal static readonly BoxType Hvc1 = Of("hvc1"u8);
    internal static readonly BoxType HvcC = Of("hvcC"u8);
    internal static readonly BoxType Jpeg = Of("jpeg"u8);
    internal static readonly BoxType Mp4a = Of("mp4a"u8);
    internal static readonly BoxType Esds = Of("esds"u8);
    internal static readonly BoxType Flac = Of("fLaC"u8);
    internal static readonly BoxType FlacConfiguration = Of("dfLa"u8);
    internal static readonly BoxType Opus = Of("Opus"u8);
    internal static readonly BoxType OpusConfiguration = Of("dOps"u8);
    internal static readonly BoxType Mfhd = Of("mfhd"u8);
    internal static readonly BoxType Traf = Of("traf"u8);
    internal static readonly BoxType Tfhd = Of("tfhd"u8);
    internal static readonly BoxType Tfdt = Of("tfdt"u8);
    internal static readonly BoxType Trun = Of("trun"u8);

    /// <summary>The type of the given name, four ASCII characters.</summary>
    public static BoxType Of(ReadOnlySpan<byte> name) => new(BinaryPrimitives.ReadUInt32BigEndian(name));

    /// <summary>The name.</summary>
    public override string ToString()
    {
        Span<byte> name = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(name, Code);
        return Encoding.Latin1.GetString(name);
    }
}
