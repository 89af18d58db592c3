using System.Net.Http.Headers;
using System.Text;
using FalconEye.Orchestration;

namespace FalconEye.Api.Auth.Workloads;

/// <summary>
/// Shows each relay and recorder its credential when the server calls it. Which one a call goes to its address tells; what is no workload's
/// address is shown nothing.
/// </summary>
internal sealed class WorkloadAuthorization(IWorkloadOrchestrator orchestrator, WorkloadCredentials credentials, WorkloadAddresses known) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Find(request.RequestUri!) is { } workload)
        {
            var credential = credentials.Of(workload.Key);
            request.Headers.Authorization = workload.ControlAddress is null
                ? new AuthenticationHeaderValue("Bearer", credential)
                : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{MotionConfiguration.User}:{credential}")));
        }

        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>Looks at the workload that had the address last, and at all only when it is another's now.</summary>
    private WorkloadObservation? Find(Uri address)
    {
        if (known.ByAuthority.TryGetValue(address.Authority, out var key) && orchestrator.Find(key) is { } last && IsAt(last, address))
        {
            return last;
        }

        var workloads = orchestrator.List();
        var found = workloads.FirstOrDefault(workload => IsAt(workload, address));
        if (found is not null)
        {
            known.Remember(address.Authority, found.Key, workloads.Count);
        }

        return found;
    }

    /// <summary>
    /// Only one that runs: while a child of this machine is down, any program may listen on its port and would be shown the credential.
    /// </summary>
    private static bool IsAt(WorkloadObservation workload, Uri address) => workload.Phase == WorkloadPhase.Running
        && (workload.Address?.Authority == address.Authority || workload.ControlAddress?.Authority == address.Authority);
}
