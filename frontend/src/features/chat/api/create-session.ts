import { api } from '@/lib/api-client';
import type { ChatSession } from './chat-keys';

/** A session without a name takes one from its first question. */
export function createSession(): Promise<ChatSession> {
  return api.post<ChatSession>('/chat/sessions', {});
}
