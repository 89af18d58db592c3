namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>The arguments of a tool that needs none.</summary>
internal sealed record NoArguments;
