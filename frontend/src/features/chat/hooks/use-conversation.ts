import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { errorMessage } from '@/lib/problem';
import { chatTexts as t } from '@/texts/chat';
import { ask, type AnswerPart } from '../api/ask';
import {
  chatKeys,
  type ChatActivity,
  type ChatMessage,
  type ChatPicture,
  type Proposal,
} from '../api/chat-keys';
import { createSession } from '../api/create-session';
import { useSession } from '../api/get-session';

/** A question that was asked just now, with its answer as far as it has come. */
export interface Exchange {
  question: string;
  answer: string;
  activities: ChatActivity[];
  pictures: ChatPicture[];
  proposals: Proposal[];
  /** What the assistant is doing; null once it is done. */
  activity: string | null;
  error: string | null;
}

const nothingYet: Exchange = {
  question: '',
  answer: '',
  activities: [],
  pictures: [],
  proposals: [],
  activity: null,
  error: null,
};

/** What a part of an answer changes of the exchange. */
function withPart(current: Exchange, part: AnswerPart): Partial<Exchange> {
  switch (part.kind) {
    case 'text':
      return { answer: current.answer + part.text, activity: null };
    case 'activity':
      return { activities: [...current.activities, part.activity], activity: part.activity.text };
    case 'picture':
      return { pictures: [...current.pictures, part.picture] };
    case 'proposal':
      return { proposals: [...current.proposals, part.proposal] };
  }
}

/** A question that is kept already is shown once, while its answer comes or after it failed. */
function withoutRepetition(messages: ChatMessage[], exchange: Exchange | null): ChatMessage[] {
  const last = messages.at(-1);
  return last?.role === 'user' && last.content === exchange?.question ? messages.slice(0, -1) : messages;
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
    setExchange({ ...nothingYet, question, activity: t.thinking });
    try {
      const id = sessionId ?? (await createSession()).id;
      if (id !== sessionId) onSession(id);
      for await (const part of ask(id, question, controller.signal)) {
        change((current) => withPart(current, part));
      }
      change(() => ({ activity: null }));
      // A first look that is still under way may have the question alone, and would be taken for the new one.
      await client.cancelQueries({ queryKey: chatKeys.session(id) });
      await client.invalidateQueries({ queryKey: chatKeys.session(id) });
      await client.invalidateQueries({ queryKey: chatKeys.sessions });
      setExchange(null);
    } catch (error) {
      change(() => ({ activity: null, error: controller.signal.aborted ? t.stopped : errorMessage(error) }));
    }
  };

  return {
    messages: withoutRepetition(session.data?.messages ?? [], exchange),
    loading: session.isLoading && exchange === null,
    error: session.error,
    exchange,
    send,
    stop: () => abort.current?.abort(),
  };
}
