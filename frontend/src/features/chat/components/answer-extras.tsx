import { Search } from 'lucide-react';
import { apiUrl } from '@/lib/api-client';
import { chatTexts as t } from '@/texts/chat';
import type { ChatActivity, ChatPicture } from '../api/chat-keys';

/** What was looked up for an answer, folded away once it stands. */
export function Activities({ activities }: { activities: readonly ChatActivity[] }) {
  if (activities.length === 0) return null;
  return (
    <details className="text-xs text-muted">
      <summary className="cursor-pointer py-0.5">{t.lookedUp(activities.length)}</summary>
      <ul className="mt-1 space-y-1 pl-4">
        {activities.map((activity, index) => (
          <li key={index} className="flex items-center gap-1.5">
            <Search className="size-3 shrink-0" aria-hidden />
            {activity.text}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The pictures that the model saw: people see what it speaks of. */
export function Pictures({ pictures }: { pictures: readonly ChatPicture[] }) {
  if (pictures.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {pictures.map((picture, index) => (
        <figure key={index} className="max-w-full">
          <img
            src={addressOf(picture)}
            alt={picture.caption}
            className="max-h-60 max-w-full rounded-lg border bg-canvas"
          />
          <figcaption className="mt-1 text-xs text-muted">{picture.caption}</figcaption>
        </figure>
      ))}
    </div>
  );
}

/** A dashboard that is served from elsewhere than the API has to ask there. */
function addressOf({ url }: ChatPicture): string {
  return url.startsWith('/api/') ? apiUrl(url.slice('/api'.length)) : url;
}
