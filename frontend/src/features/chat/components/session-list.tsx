import { useState } from 'react';
import { EllipsisVertical, Pencil, Plus, Trash2 } from 'lucide-react';
import { ActionMenu } from '@/components/ui/action-menu';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { chatTexts as t } from '@/texts/chat';
import { sharedTexts } from '@/texts/shared';
import type { ChatSession } from '../api/chat-keys';
import { useDeleteSession } from '../api/delete-session';
import { useSessions } from '../api/get-sessions';
import { useRenameSession } from '../api/rename-session';

interface SessionListProps {
  current: string | null;
  onOpen: (id: string | null) => void;
}

export function SessionList({ current, onOpen }: SessionListProps) {
  const { data: sessions = [] } = useSessions();
  const [renaming, setRenaming] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<ChatSession | null>(null);
  const remove = useDeleteSession();

  return (
    <div className="max-h-56 space-y-1 overflow-y-auto border-b p-2">
      <Button size="small" variant="ghost" className="w-full justify-start" onClick={() => onOpen(null)}>
        <Plus className="size-4" aria-hidden />
        {t.newSession}
      </Button>
      {sessions.length === 0 && <p className="px-3 py-1 text-sm text-muted">{t.noSessions}</p>}
      <ul>
        {sessions.map((session) => (
          <li key={session.id} className="flex items-center">
            {renaming === session.id ? (
              <RenameField session={session} onDone={() => setRenaming(null)} />
            ) : (
              <SessionButton
                session={session}
                current={session.id === current}
                onOpen={() => onOpen(session.id)}
                onRename={() => setRenaming(session.id)}
                onDelete={() => setDeleting(session)}
              />
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={deleting !== null}
        onClose={() => setDeleting(null)}
        onConfirm={() => {
          if (!deleting) return;
          remove.mutate(deleting.id, { onSettled: () => setDeleting(null) });
          if (deleting.id === current) onOpen(null);
        }}
        title={t.deleteTitle(deleting?.name ?? t.untitled)}
        description={t.deleteText}
        confirmLabel={sharedTexts.delete}
        busy={remove.isPending}
      />
    </div>
  );
}

interface SessionButtonProps {
  session: ChatSession;
  current: boolean;
  onOpen: () => void;
  onRename: () => void;
  onDelete: () => void;
}

function SessionButton({ session, current, onOpen, onRename, onDelete }: SessionButtonProps) {
  const name = session.name ?? t.untitled;
  return (
    <>
      <button
        type="button"
        aria-current={current}
        className="min-w-0 flex-1 truncate rounded-lg px-3 py-1.5 text-left text-sm hover:bg-raised aria-[current=true]:bg-raised"
        onClick={onOpen}
      >
        {name}
      </button>
      <ActionMenu
        trigger={<IconButton icon={EllipsisVertical} label={t.renameOf(name)} hint={sharedTexts.more} />}
        actions={[
          { label: t.rename, icon: Pencil, onSelect: onRename },
          { label: sharedTexts.delete, icon: Trash2, danger: true, onSelect: onDelete },
        ]}
      />
    </>
  );
}

function RenameField({ session, onDone }: { session: ChatSession; onDone: () => void }) {
  const rename = useRenameSession();
  const [name, setName] = useState(session.name ?? '');
  return (
    <form
      className="flex-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) rename.mutate({ id: session.id, name: name.trim() });
        onDone();
      }}
    >
      <Input
        // The person asked to type here.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        aria-label={t.sessionName}
        className="mt-0"
        maxLength={255}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      />
    </form>
  );
}
