namespace FalconEye.Rtsp.Units;

/// <summary>What a NAL unit is, as far as that matters for putting access units together.</summary>
[Flags]
internal enum NalUnit
{
    /// <summary>Anything that changes nothing: filler, an unknown type.</summary>
    None = 0,

    /// <summary>Part of a coded picture.</summary>
    Slice = 1,

    /// <summary>The first slice of a picture.</summary>
    FirstSlice = 2,

    /// <summary>A slice of an IDR or other random access picture.</summary>
    RandomAccess = 4,

    /// <summary>A slice that refers to other pictures.</summary>
    Predicted = 8,

    /// <summary>A recovery point message: decoding can start here, if not always with a whole picture.</summary>
    RecoveryPoint = 16,

    /// <summary>A slice of a top field.</summary>
    TopField = 32,

    /// <summary>A slice of a bottom field.</summary>
    BottomField = 64,

    /// <summary>What is before the first slice of a unit only: a delimiter, parameter set or message (ITU-T H.264, section 7.4.1.2.3).</summary>
    Opens = 128,
}
