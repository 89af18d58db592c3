import { useState } from 'react';
import { RotateCw, Trash2 } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { settingsTexts as t } from '@/texts/settings';
import { useClearAll } from '../api/clear-all';
import { useRestartAll } from '../api/restart-all';
import { SettingsSection } from './settings-section';

/** What touches all cameras at once. */
export function DangerZone() {
  const [asking, setAsking] = useState<'restart' | 'clear' | null>(null);
  const restart = useRestartAll();
  const clear = useClearAll();
  const done = () => setAsking(null);

  return (
    <SettingsSection title={t.danger}>
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => setAsking('restart')}>
          <RotateCw className="size-4" aria-hidden />
          {t.restartAll}
        </Button>
        <Button className="text-danger" onClick={() => setAsking('clear')}>
          <Trash2 className="size-4" aria-hidden />
          {t.clearAll}
        </Button>
      </div>
      <ConfirmDialog
        open={asking === 'restart'}
        onClose={done}
        onConfirm={() =>
          restart.mutate(undefined, {
            onSuccess: ({ restarted }) => toast.success(t.restarted(restarted.length)),
            onSettled: done,
          })
        }
        title={t.restartAllTitle}
        description={t.restartAllText}
        confirmLabel={t.restartAll}
        busy={restart.isPending}
      />
      <ConfirmDialog
        open={asking === 'clear'}
        onClose={done}
        onConfirm={() =>
          clear.mutate(undefined, {
            onSuccess: ({ count }) => toast.success(t.cleared(count)),
            onSettled: done,
          })
        }
        title={t.clearAllTitle}
        description={t.clearAllText}
        confirmLabel={t.clearAll}
        busy={clear.isPending}
        typed={{ phrase: t.clearAllPhrase, label: t.clearAllPhraseLabel }}
      />
    </SettingsSection>
  );
}
