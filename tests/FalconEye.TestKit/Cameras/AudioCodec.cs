namespace FalconEye.TestKit.Cameras;

/// <summary>Audio codecs of simulated RTSP cameras.</summary>
public enum AudioCodec
{
    /// <summary>No sound.</summary>
    None,

    /// <summary>G.711 mu-law, 8 kHz.</summary>
    G711MuLaw,

    /// <summary>G.711 A-law, 8 kHz.</summary>
    G711ALaw,

    /// <summary>AAC-LC, 16 kHz.</summary>
    Aac,
}
