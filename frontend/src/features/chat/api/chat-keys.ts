import { queryKeys } from '@/lib/query-keys';

export const chatKeys = {
  health: [...queryKeys.chat, 'health'],
  sessions: [...queryKeys.chat, 'sessions'],
  session: (id: string) => [...queryKeys.chat, 'session', id],
} as const;

export interface ChatSession {
  id: string;
  name: string | null;
  updated_at: string;
}

export interface ChatMessage {
  id: string;
  role: 'user' | 'assistant';
  content: string;
}

export type ChatConversation = ChatSession & { messages: ChatMessage[] };
