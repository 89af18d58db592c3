import { ErrorNotice } from '@/components/ui/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useConversation } from '../hooks/use-conversation';
import { Composer } from './composer';
import { MessageList } from './message-list';
import { WaitingProposals } from './waiting-proposals';

interface ConversationProps {
  sessionId: string | null;
  onSession: (id: string) => void;
}

export function Conversation({ sessionId, onSession }: ConversationProps) {
  const conversation = useConversation(sessionId, onSession);
  const { messages, exchange, error, loading, send, stop } = conversation;
  const busy = exchange !== null && exchange.error === null;
  return (
    <>
      {loading && <Skeleton className="m-4 h-24" />}
      {error && (
        <div className="p-4">
          <ErrorNotice error={error} />
        </div>
      )}
      <WaitingProposals sessionId={sessionId} />
      <MessageList messages={messages} exchange={exchange} onAsk={(question) => void send(question)} />
      <Composer busy={busy} onSend={(question) => void send(question)} onStop={stop} />
    </>
  );
}
