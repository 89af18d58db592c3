import { useState } from 'react';
import { Pencil, Trash2 } from 'lucide-react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { ErrorNotice } from '@/components/ui/error-notice';
import { IconButton } from '@/components/ui/icon-button';
import { Skeleton } from '@/components/ui/skeleton';
import { alertTexts as t } from '@/texts/alerts';
import { sharedTexts } from '@/texts/shared';
import { useDeleteRule, useRules, type Rule } from '../api/alerts';

export function RuleList({ onEdit }: { onEdit: (rule: Rule) => void }) {
  const { data: rules, error, refetch } = useRules();
  const [leaving, setLeaving] = useState<Rule | null>(null);
  const remove = useDeleteRule();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!rules) return <Skeleton className="h-24 rounded-2xl" />;
  if (rules.length === 0) return <p className="text-sm text-muted">{t.noRules}</p>;
  return (
    <>
      <ul aria-label={t.rules} className="divide-y rounded-2xl border bg-surface px-5">
        {rules.map((rule) => (
          <li key={rule.id} className="flex items-center gap-3 py-3 text-sm">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{rule.name}</p>
              <p className="text-muted">{describe(rule)}</p>
            </div>
            <IconButton icon={Pencil} label={t.editRule(rule.name)} onClick={() => onEdit(rule)} />
            <IconButton icon={Trash2} label={t.deleteRule(rule.name)} onClick={() => setLeaving(rule)} />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        onConfirm={() => leaving && remove.mutate(leaving.id, { onSettled: () => setLeaving(null) })}
        title={t.deleteTitle(leaving?.name ?? '')}
        description={t.deleteText}
        confirmLabel={sharedTexts.delete}
        busy={remove.isPending}
      />
    </>
  );
}

function describe(rule: Rule): string {
  return [
    rule.kinds.map((kind) => t.kinds[kind] ?? kind).join(', '),
    rule.hold_minutes > 0 && t.describeHold(rule.hold_minutes),
    rule.from !== null && rule.to !== null && `${rule.from}–${rule.to}`,
    rule.modes.map((mode) => t.modes[mode as keyof typeof t.modes]).join(', '),
    !rule.enabled && t.disabled,
  ]
    .filter(Boolean)
    .join(' · ');
}
