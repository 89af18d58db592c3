import { useState, type KeyboardEvent } from 'react';
import { SendHorizontal, Square } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { chatTexts as t } from '@/texts/chat';

interface ComposerProps {
  busy: boolean;
  onSend: (question: string) => void;
  onStop: () => void;
}

/** Enter sends, Shift+Enter begins a new line. */
export function Composer({ busy, onSend, onStop }: ComposerProps) {
  const [text, setText] = useState('');
  const send = () => {
    if (busy || !text.trim()) return;
    onSend(text.trim());
    setText('');
  };
  const sendOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="flex items-end gap-2 border-t p-3">
      <textarea
        aria-label={t.message}
        placeholder={t.placeholder}
        className="field-sizing-content max-h-40 min-h-10 flex-1 resize-none rounded-lg border border-control-line bg-surface px-3 py-2 text-sm placeholder:text-muted"
        rows={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={sendOnEnter}
      />
      {busy ? (
        <IconButton icon={Square} label={t.stop} variant="secondary" onClick={onStop} />
      ) : (
        <IconButton
          icon={SendHorizontal}
          label={t.send}
          variant="primary"
          disabled={!text.trim()}
          onClick={send}
        />
      )}
    </div>
  );
}
