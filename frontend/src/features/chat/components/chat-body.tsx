import { useState, type ReactNode } from 'react';
import { ErrorNotice } from '@/components/ui/error-notice';
import { chatTexts as t } from '@/texts/chat';
import { useChatHealth } from '../api/get-chat-health';
import { Conversation } from './conversation';
import { SessionList } from './session-list';

interface ChatBodyProps {
  showSessions: boolean;
  settingsLink: ReactNode;
}

export function ChatBody({ showSessions, settingsLink }: ChatBodyProps) {
  const health = useChatHealth();
  // A session made by the first question keeps its conversation on the screen; one that was chosen begins again.
  const [{ sessionId, opened }, setSession] = useState<{ sessionId: string | null; opened: number }>({
    sessionId: null,
    opened: 0,
  });

  if (health.isError) {
    return (
      <div className="p-4">
        <ErrorNotice error={health.error} onRetry={() => void health.refetch()} />
      </div>
    );
  }
  if (health.data === 'unconfigured') {
    return (
      <Notice title={t.unconfiguredTitle} text={t.unconfigured}>
        {settingsLink}
      </Notice>
    );
  }
  if (health.data === 'unavailable') return <Notice title={t.unavailableTitle} text={t.unavailable} />;
  if (!health.data) return null;
  return (
    <>
      {showSessions && (
        <SessionList current={sessionId} onOpen={(id) => setSession({ sessionId: id, opened: opened + 1 })} />
      )}
      <Conversation
        key={opened}
        sessionId={sessionId}
        onSession={(id) => setSession({ sessionId: id, opened })}
      />
    </>
  );
}

function Notice({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="m-auto flex max-w-xs flex-col items-center gap-3 p-6 text-center text-sm">
      <p className="font-semibold">{title}</p>
      <p className="text-muted">{text}</p>
      {children}
    </div>
  );
}
