import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { errorMessage } from '@/lib/problem';
import { chatTexts as t } from '@/texts/chat';
import { ask } from '../api/ask';
import { chatKeys } from '../api/chat-keys';
import { createSession } from '../api/create-session';
import { useSession } from '../api/get-session';

/** A question that was asked just now, with its answer as far as it has come. */
export interface Exchange {
  question: string;
  answer: string;
  /** What the assistant is doing; null once it is done. */
  activity: string | null;
  error: string | null;
}

/** The messages of a session and the exchange that is going on. A first question makes the session. */
export function useConversation(sessionId: string | null, onSession: (id: string) => void) {
  const client = useQueryClient();
  const session = useSession(sessionId);
  const [exchange, setExchange] = useState<Exchange | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const change = (changes: (exchange: Exchange) => Partial<Exchange>) =>
    setExchange((current) => current && { ...current, ...changes(current) });

  const send = async (question: string) => {
    const controller = new AbortController();
    abort.current = controller;
    setExchange({ question, answer: '', activity: t.thinking, error: null });
    try {
      const id = sessionId ?? (await createSession()).id;
      if (id !== sessionId) onSession(id);
      for await (const part of ask(id, question, controller.signal)) {
        if (part.kind === 'text') change(({ answer }) => ({ answer: answer + part.text, activity: null }));
        else change(() => ({ activity: t.usingTools }));
      }
      change(() => ({ activity: null }));
      await client.invalidateQueries({ queryKey: chatKeys.session(id) });
      await client.invalidateQueries({ queryKey: chatKeys.sessions });
      setExchange(null);
    } catch (error) {
      change(() => ({ activity: null, error: controller.signal.aborted ? t.stopped : errorMessage(error) }));
    }
  };

  return {
    messages: session.data?.messages ?? [],
    loading: session.isLoading && exchange === null,
    error: session.error,
    exchange,
    send,
    stop: () => abort.current?.abort(),
  };
}
