namespace FalconEye.Auth.Tests;

/// <summary>A server for tests that call what touches everything.</summary>
public sealed class ServerToEmpty : LockedServer;
