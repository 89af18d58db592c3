import { useEffect, useRef } from 'react';
import { LoaderCircle } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { ErrorNotice } from '@/components/ui/error-notice';
import { chatTexts as t } from '@/texts/chat';
import type { ChatMessage } from '../api/chat-keys';
import type { Exchange } from '../hooks/use-conversation';
import { AnswerBubble, QuestionBubble } from './message-bubble';

interface MessageListProps {
  messages: readonly ChatMessage[];
  exchange: Exchange | null;
  onAsk: (question: string) => void;
}

export function MessageList({ messages, exchange, onAsk }: MessageListProps) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Without braces the promise that browsers began to return would be taken for a clean-up function.
    end.current?.scrollIntoView({ block: 'end' });
  }, [messages, exchange]);

  return (
    // Reachable by keyboard, because it scrolls.
    <div
      className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4"
      tabIndex={0}
      role="log"
      aria-label={t.title}
      aria-busy={exchange?.activity != null}
    >
      {messages.length === 0 && exchange === null && <Suggestions onAsk={onAsk} />}
      {/* By place: the stored answer then takes over the streamed one's bubble, with the list that was opened in it. */}
      {[...messages, ...bubblesOf(exchange)].map((message, place) =>
        message.role === 'user' ? (
          <QuestionBubble key={place} content={message.content} />
        ) : (
          <AnswerBubble key={place} {...message} />
        ),
      )}
      {exchange && (
        <>
          {exchange.activity !== null && (
            <p className="flex items-center gap-2 text-sm text-muted" role="status">
              <LoaderCircle className="size-4 animate-spin" aria-hidden />
              {exchange.activity}
            </p>
          )}
          {exchange.error !== null && (
            <ErrorNotice
              error={new Error(exchange.error)}
              title={t.failed}
              onRetry={() => onAsk(exchange.question)}
            />
          )}
        </>
      )}
      <div ref={end} />
    </div>
  );
}

type Bubble = Omit<ChatMessage, 'id'>;

function bubblesOf(exchange: Exchange | null): Bubble[] {
  if (exchange === null) return [];
  const { question, answer, activities, pictures, proposals } = exchange;
  return [
    { role: 'user', content: question, activities: [], pictures: [], proposals: [] },
    { role: 'assistant', content: answer, activities, pictures, proposals },
  ];
}

function Suggestions({ onAsk }: { onAsk: (question: string) => void }) {
  return (
    <div className="m-auto flex flex-col items-center gap-2 text-center">
      <p className="font-semibold">{t.hello}</p>
      {t.suggestions.map((question) => (
        <Button key={question} size="small" onClick={() => onAsk(question)}>
          {question}
        </Button>
      ))}
    </div>
  );
}
