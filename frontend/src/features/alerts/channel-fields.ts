import type { ChannelKind } from '@/lib/alert';
import { alertTexts as t } from '@/texts/alerts';
import type { ChannelSettings } from './api/alerts';

export interface ChannelField {
  name: keyof ChannelSettings;
  label: string;
  type?: 'password' | 'number' | 'text';
  hint?: string;
  optional?: boolean;
  placeholder?: string;
  options?: readonly string[];
}

const userName: ChannelField = { name: 'user_name', label: t.userName, optional: true };
const password: ChannelField = { name: 'password', label: t.password, type: 'password', optional: true };
const token: ChannelField = { name: 'token', label: t.token, type: 'password', optional: true };

/** What a person enters for each kind of channel. */
export const channelFields: Record<ChannelKind, readonly ChannelField[]> = {
  webhook: [
    { name: 'url', label: t.url, placeholder: 'https://example.com/hooks/cameras' },
    { name: 'secret', label: t.secret, type: 'password', hint: t.secretHint },
    token,
    { name: 'body', label: t.body, hint: t.bodyHint, optional: true },
  ],
  email: [
    { name: 'host', label: t.host, placeholder: 'smtp.example.com' },
    { name: 'port', label: t.port, type: 'number', optional: true, placeholder: '587' },
    { name: 'security', label: t.security, options: ['starttls', 'tls', 'none'] },
    userName,
    password,
    { name: 'from', label: t.sender, placeholder: 'cameras@example.com' },
    { name: 'to', label: t.recipients, hint: t.recipientsHint },
  ],
  telegram: [
    { name: 'bot_token', label: t.botToken, type: 'password' },
    { name: 'chat_id', label: t.chatId },
  ],
  ntfy: [
    { name: 'url', label: t.ntfyServer, optional: true, placeholder: 'https://ntfy.sh' },
    { name: 'topic', label: t.topic },
    token,
  ],
  mqtt: [
    { name: 'host', label: t.host },
    { name: 'port', label: t.port, type: 'number', optional: true, placeholder: '1883' },
    { name: 'security', label: t.security, options: ['none', 'tls'] },
    userName,
    password,
    { name: 'topic', label: t.topic, placeholder: 'falconeye/alerts' },
  ],
  // Users turn it on, each on their devices.
  web_push: [],
};

/** The settings as texts of a form. */
export function toForm(kind: ChannelKind, settings: ChannelSettings): Record<string, string> {
  return Object.fromEntries(
    channelFields[kind].map(({ name, options }) => {
      const value = settings[name];
      return [name, Array.isArray(value) ? value.join(', ') : String(value ?? options?.[0] ?? '')];
    }),
  );
}

/** The form's texts as settings; what is empty is left out. */
export function toSettings(kind: ChannelKind, form: Record<string, string>): ChannelSettings {
  const entries = channelFields[kind]
    .map(({ name, type }) => {
      const text = (form[name] ?? '').trim();
      if (text === '') return null;
      if (name === 'to') return [name, text.split(',').map((address) => address.trim())] as const;
      return [name, type === 'number' ? Number(text) : text] as const;
    })
    .filter((entry) => entry !== null);
  return Object.fromEntries(entries) as ChannelSettings;
}
