using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace FalconEye.Api.Auth.Keys;

/// <summary>
/// The key ring of ASP.NET Core Data Protection: one key, derived from the master key, so that every copy of the server has the same ring
/// without sharing a disk, and none is ever written down; while the master key is changed, also the former one, which only opens
/// (https://learn.microsoft.com/aspnet/core/security/data-protection/implementation/key-storage-format).
/// </summary>
internal sealed class MasterKeyRing(MasterKey master) : IXmlRepository
{
    private const int KeyBytes = 64;

    public IReadOnlyCollection<XElement> GetAllElements() =>
        master.Former is { } former
            ? [Describe(former, "2000-01-01T00:00:00Z"), Describe(master, "2000-01-02T00:00:00Z")]
            : [Describe(master, "2000-01-02T00:00:00Z")];

    /// <summary>The key that was activated last encrypts.</summary>
    private static XElement Describe(MasterKey key, string activated) => new(
        "key",
        new XAttribute("id", new Guid(key.Derive("data-protection-id", 16))),
        new XAttribute("version", 1),
        new XElement("creationDate", activated),
        new XElement("activationDate", activated),
        new XElement("expirationDate", "9999-12-31T00:00:00Z"),
        new XElement(
            "descriptor",
            new XAttribute("deserializerType", typeof(AuthenticatedEncryptorDescriptorDeserializer).AssemblyQualifiedName!),
            new XElement(
                "descriptor",
                new XElement("encryption", new XAttribute("algorithm", "AES_256_CBC")),
                new XElement("validation", new XAttribute("algorithm", "HMACSHA256")),
                new XElement("masterKey", new XElement("value", Convert.ToBase64String(key.Derive("data-protection", KeyBytes)))))));

    public void StoreElement(XElement element, string friendlyName) =>
        throw new NotSupportedException("The key ring has one key, which comes from the master key.");
}
