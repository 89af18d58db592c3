import { useState } from 'react';
import { Pencil, Send, Trash2 } from 'lucide-react';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { ErrorNotice } from '@/components/ui/error-notice';
import { IconButton } from '@/components/ui/icon-button';
import { Skeleton } from '@/components/ui/skeleton';
import { alertTexts as t } from '@/texts/alerts';
import { sharedTexts } from '@/texts/shared';
import { useChannels, useDeleteChannel, useTestChannel, type Channel } from '../api/alerts';

export function ChannelList({ onEdit }: { onEdit: (channel: Channel) => void }) {
  const { data: channels, error, refetch } = useChannels();
  const [leaving, setLeaving] = useState<Channel | null>(null);
  const remove = useDeleteChannel();
  const test = useTestChannel();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!channels) return <Skeleton className="h-24 rounded-2xl" />;
  if (channels.length === 0) return <p className="text-sm text-muted">{t.noChannels}</p>;

  const send = (id: string) =>
    test.mutate(id, {
      onSuccess: ({ state, error: reason }) =>
        state === 'delivered' ? toast.success(t.testDelivered) : toast.error(t.testFailed(reason ?? '')),
    });

  return (
    <>
      <ul aria-label={t.channels} className="divide-y rounded-2xl border bg-surface px-5">
        {channels.map((channel) => (
          <li key={channel.id} className="flex items-center gap-3 py-3 text-sm">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{channel.name}</p>
              <p className="truncate text-muted">
                {t.channelKind[channel.kind]}
                {!channel.enabled && ` · ${t.disabled}`}
              </p>
            </div>
            <IconButton
              icon={Send}
              label={t.testChannel(channel.name)}
              hint={t.test}
              disabled={test.isPending}
              onClick={() => send(channel.id)}
            />
            <IconButton icon={Pencil} label={t.editChannel(channel.name)} onClick={() => onEdit(channel)} />
            <IconButton
              icon={Trash2}
              label={t.deleteChannel(channel.name)}
              onClick={() => setLeaving(channel)}
            />
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
