import { Copy } from 'lucide-react';
import { toast } from 'sonner';
import { IconButton } from '@/components/ui/icon-button';
import { copyText } from '@/lib/copy-text';
import { chatTexts as t } from '@/texts/chat';
import type { ChatMessage } from '../api/chat-keys';
import { Activities, Pictures } from './answer-extras';
import { Markdown } from './markdown';
import { ProposalCard } from './proposal-card';

type Answer = Omit<ChatMessage, 'id' | 'role'>;

export function QuestionBubble({ content }: { content: string }) {
  return (
    <div className="ml-8 self-end rounded-2xl rounded-br-md bg-accent px-4 py-2 text-sm break-words whitespace-pre-wrap text-on-accent">
      <span className="sr-only">{t.you}: </span>
      {content}
    </div>
  );
}

/** An answer with what was looked up for it, the pictures that the model saw, and the changes that it proposes. */
export function AnswerBubble({ content, activities, pictures, proposals }: Answer) {
  const copy = () => copyText(content).then(() => toast.success(t.copied));
  return (
    <div className="flex flex-col gap-2">
      <Activities activities={activities} />
      <Pictures pictures={pictures} />
      {content && (
        <div className="group flex items-start gap-1">
          <div className="min-w-0 rounded-2xl rounded-bl-md bg-raised px-4 py-2 text-sm break-words">
            <span className="sr-only">{t.title}: </span>
            <Markdown text={content} />
          </div>
          <IconButton
            icon={Copy}
            label={t.copy}
            className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100"
            onClick={copy}
          />
        </div>
      )}
      {proposals.map((proposal) => (
        <ProposalCard key={proposal.id} proposal={proposal} />
      ))}
    </div>
  );
}
