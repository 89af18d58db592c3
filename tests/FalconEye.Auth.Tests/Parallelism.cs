[assembly: AssemblyFixture(typeof(FalconEye.Auth.Tests.LockedServer))]
