import { useState, type ReactNode } from 'react';
import { MessagesSquare, PanelRight, PictureInPicture2, X } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { cn } from '@/lib/cn';
import { useStoredState } from '@/lib/hooks/use-stored-state';
import { chatTexts as t } from '@/texts/chat';
import { fitLayout, initialLayout, panelLayoutSchema } from '../panel-layout';
import { ChatBody } from './chat-body';
import { ResizeHandle } from './resize-handle';

interface ChatPanelProps {
  onClose: () => void;
  /** Where a key can be entered. */
  settingsLink: ReactNode;
}

/** The assistant: beside the page or over it, as large as one likes, the whole screen on a phone. */
export function ChatPanel({ onClose, settingsLink }: ChatPanelProps) {
  const [layout, setLayout] = useStoredState('falconeye.chat', panelLayoutSchema, initialLayout);
  const [showSessions, setShowSessions] = useState(false);
  const { docked, width, height } = fitLayout(layout, {
    width: window.innerWidth,
    height: window.innerHeight,
  });

  return (
    <aside
      aria-label={t.title}
      className={cn(
        'z-30 flex flex-col bg-surface max-sm:fixed max-sm:inset-0 max-sm:size-full!',
        docked
          ? 'sticky top-0 h-dvh shrink-0 border-l'
          : 'fixed right-4 bottom-4 overflow-hidden rounded-2xl border shadow-2xl max-sm:rounded-none',
      )}
      style={docked ? { width } : { width, height }}
    >
      <ResizeHandle
        layout={{ docked, width, height }}
        onResize={(next) =>
          setLayout(fitLayout(next, { width: window.innerWidth, height: window.innerHeight }))
        }
      />
      <header className="flex items-center gap-1 border-b py-2 pr-2 pl-4">
        <h2 className="flex-1 font-semibold">{t.title}</h2>
        <IconButton
          icon={MessagesSquare}
          label={t.sessions}
          aria-expanded={showSessions}
          onClick={() => setShowSessions(!showSessions)}
        />
        <IconButton
          icon={docked ? PictureInPicture2 : PanelRight}
          label={docked ? t.float : t.dock}
          className="max-sm:hidden"
          onClick={() => setLayout({ ...layout, docked: !docked })}
        />
        <IconButton icon={X} label={t.close} onClick={onClose} />
      </header>
      <ChatBody showSessions={showSessions} settingsLink={settingsLink} />
    </aside>
  );
}
