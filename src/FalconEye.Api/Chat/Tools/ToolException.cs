namespace FalconEye.Api.Chat.Tools;

/// <summary>Why a tool cannot do what the model asked, as a text that helps the model to ask better.</summary>
internal sealed class ToolException(string message) : Exception(message);
