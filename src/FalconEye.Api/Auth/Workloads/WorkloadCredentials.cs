using System.Security.Cryptography;
using System.Text;
using FalconEye.Api.Auth.Keys;
using FalconEye.Orchestration;
using Microsoft.AspNetCore.WebUtilities;

namespace FalconEye.Api.Auth.Workloads;

/// <summary>
/// The credential of each relay and recorder: for its own camera and its own purpose only, derived from the master key, so that it is the
/// same after a restart and is in no database. The API shows it to them, and a recorder shows it to the API.
/// </summary>
internal sealed class WorkloadCredentials(MasterKey master)
{
    private readonly byte[] _key = master.Derive("workload-credentials");

    /// <summary>The credential of a workload: its component, its camera and a signature, so that it names what it is for.</summary>
    internal string Of(WorkloadKey workload)
    {
        var subject = $"{workload.Component.ToString().ToLowerInvariant()}.{workload.CameraId:N}";
        return $"{subject}.{WebEncoders.Base64UrlEncode(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(subject)))}";
    }

    /// <summary>The camera whose recorder shows a credential.</summary>
    /// <returns><see langword="null"/> for anything else, a relay's credential included.</returns>
    internal Guid? RecorderOf(string credential) =>
        credential.Split('.') is ["recorder", var id, _] && Guid.TryParseExact(id, "N", out var cameraId)
            && Secret.AreEqual(credential, Of(new(cameraId, WorkloadComponent.Recorder)))
            ? cameraId
            : null;
}
