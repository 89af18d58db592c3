using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace FalconEye.Api.Auth;

/// <summary>
/// The key ring of ASP.NET Core Data Protection: one key, derived from the master key, so that every copy of the server has the same ring
/// without sharing a disk, and none is ever written down
/// (https://learn.microsoft.com/aspnet/core/security/data-protection/implementation/key-storage-format).
/// </summary>
internal sealed class MasterKeyRing(MasterKey master) : IXmlRepository
{
    private const int KeyBytes = 64;

    public IReadOnlyCollection<XElement> GetAllElements() =>
    [
        new XElement(
            "key",
            new XAttribute("id", new Guid(master.Derive("data-protection-id", 16))),
            new XAttribute("version", 1),
            new XElement("creationDate", "2000-01-01T00:00:00Z"),
            new XElement("activationDate", "2000-01-01T00:00:00Z"),
            new XElement("expirationDate", "9999-12-31T00:00:00Z"),
            new XElement(
                "descriptor",
                new XAttribute("deserializerType", typeof(AuthenticatedEncryptorDescriptorDeserializer).AssemblyQualifiedName!),
                new XElement(
                    "descriptor",
                    new XElement("encryption", new XAttribute("algorithm", "AES_256_CBC")),
                    new XElement("validation", new XAttribute("algorithm", "HMACSHA256")),
                    new XElement("masterKey", new XElement("value", Convert.ToBase64String(master.Derive("data-protection", KeyBytes))))))),
    ];

    public void StoreElement(XElement element, string friendlyName) =>
        throw new NotSupportedException("The key ring has one key, which comes from the master key.");
}
