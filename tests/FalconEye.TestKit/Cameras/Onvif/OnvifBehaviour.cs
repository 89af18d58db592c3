namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>How a simulated ONVIF device answers.</summary>
public enum OnvifBehaviour
{
    /// <summary>As the standard wants it.</summary>
    Normal,

    /// <summary>Takes the request and never answers.</summary>
    Silent,

    /// <summary>XML that breaks off.</summary>
    Broken,

    /// <summary>A web page, with 200.</summary>
    WebPage,

    /// <summary>A document whose entities expand to gigabytes.</summary>
    BillionLaughs,

    /// <summary>A document that pulls in a file of the reader.</summary>
    ForeignEntity,

    /// <summary>Elements within elements, a hundred thousand deep.</summary>
    Deep,

    /// <summary>A hundred megabytes.</summary>
    Huge,

    /// <summary>A little every moment, without end.</summary>
    Endless,

    /// <summary>A fault that has nothing to do with passwords.</summary>
    Fault,

    /// <summary>404 for everything.</summary>
    NotFound,
}
