import { queryKeys } from '@/lib/query-keys';

export const chatKeys = {
  health: [...queryKeys.chat, 'health'],
  sessions: [...queryKeys.chat, 'sessions'],
  session: (id: string) => [...queryKeys.chat, 'session', id],
  proposals: [...queryKeys.chat, 'proposals'],
} as const;

export interface ChatSession {
  id: string;
  name: string | null;
  updated_at: string;
}

/** Something that was looked up for an answer. */
export interface ChatActivity {
  tool: string;
  text: string;
}

/** A picture that the model was shown. */
export interface ChatPicture {
  url: string;
  caption: string;
  camera_id: string | null;
}

/** A change that waits for a person's word, or what became of it. */
export interface Proposal {
  id: string;
  session_id: string | null;
  summary: string;
  changes: { field: string; before: string | null; after: string | null }[];
  camera_id: string | null;
  origin: 'chat' | 'mcp';
  /** Who asked for it; null on a server without logins. */
  requested_by: string | null;
  status: 'open' | 'accepted' | 'done' | 'failed' | 'declined' | 'expired';
  answered_by: string | null;
  result: string | null;
}

export interface ChatMessage {
  id: string;
  role: 'user' | 'assistant';
  content: string;
  activities: ChatActivity[];
  pictures: ChatPicture[];
  proposals: Proposal[];
}

export type ChatConversation = ChatSession & { messages: ChatMessage[] };
