namespace FalconEye.Discovery.Usb;

/// <summary>A node whose USB cameras could not be listed; the message says why and what to do, without the node's name.</summary>
internal sealed class NodeUnreadableException(string message, Exception? cause = null) : Exception(message, cause);
