import { useOpenProposals } from '../api/get-open-proposals';
import { ProposalCard } from './proposal-card';

/** Changes proposed elsewhere, as by a desktop assistant, that wait for someone here. */
export function WaitingProposals({ sessionId }: { sessionId: string | null }) {
  const { data = [] } = useOpenProposals();
  const elsewhere = data.filter(({ origin, session_id }) => origin === 'mcp' || session_id !== sessionId);
  if (elsewhere.length === 0) return null;
  return (
    <div className="max-h-72 space-y-2 overflow-y-auto border-b p-3">
      {elsewhere.map((proposal) => (
        <ProposalCard key={proposal.id} proposal={proposal} />
      ))}
    </div>
  );
}
