import { ArrowRight } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-error';
import { useMay } from '@/lib/hooks/use-role';
import { errorMessage } from '@/lib/problem';
import { chatTexts as t } from '@/texts/chat';
import { useAnswerProposal } from '../api/answer-proposal';
import type { Proposal } from '../api/chat-keys';

/** A change that the assistant wishes for: what exactly would change, and the two answers for those who may give them. */
export function ProposalCard({ proposal: asked }: { proposal: Proposal }) {
  const answer = useAnswerProposal();
  const mayDecide = useMay('operator');
  const proposal = answer.data ?? asked;
  const decide = (accept: boolean) => answer.mutate({ id: proposal.id, accept });
  const deciding = (accept: boolean) => answer.isPending && answer.variables.accept === accept;
  return (
    <section
      aria-label={t.proposal}
      className="space-y-3 rounded-2xl border border-accent bg-surface p-4 text-sm"
    >
      <p className="text-xs font-semibold text-muted uppercase">
        {proposal.origin === 'mcp' ? t.proposalFromOutside : t.proposal}
      </p>
      <p className="font-semibold break-words">{proposal.summary}</p>
      {proposal.requested_by !== null && (
        <p className="break-words text-muted">{t.proposalRequestedBy(proposal.requested_by)}</p>
      )}
      <dl className="space-y-1">
        {proposal.changes.map(({ field, before, after }) => (
          <div key={field} className="flex flex-wrap items-center gap-x-2">
            <dt className="text-muted">{field.replaceAll('_', ' ')}:</dt>
            <dd className="flex min-w-0 flex-wrap items-center gap-2 break-all">
              {before !== null && <s className="text-muted">{before}</s>}
              {before !== null && <ArrowRight className="size-3.5 shrink-0" aria-label={t.becomes} />}
              <span className="font-medium">{after ?? '–'}</span>
            </dd>
          </div>
        ))}
      </dl>
      {proposal.status !== 'open' && (
        <p role="status">{t.proposalStatus(proposal.status, proposal.answered_by, proposal.result)}</p>
      )}
      {proposal.status === 'open' && !mayDecide && <p className="text-muted">{t.proposalForOthers}</p>}
      {proposal.status === 'open' && mayDecide && (
        <div className="flex gap-2">
          <Button size="small" variant="primary" busy={deciding(true)} onClick={() => decide(true)}>
            {t.confirm}
          </Button>
          <Button size="small" busy={deciding(false)} onClick={() => decide(false)}>
            {t.decline}
          </Button>
        </div>
      )}
      <FormError message={answer.isError ? errorMessage(answer.error) : undefined} />
    </section>
  );
}
