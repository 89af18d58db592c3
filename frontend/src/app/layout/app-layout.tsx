import { lazy, Suspense, useState } from 'react';
import { Link, Outlet } from '@tanstack/react-router';
import { buttonClass } from '@/components/ui/button-class';
import { appTexts as t } from '@/texts/app';
import { chatTexts } from '@/texts/chat';
import { useLiveUpdates } from '../live-updates';
import { ConnectionNotice } from './connection-notice';
import { Header } from './header';
import { OpenNotice } from './open-notice';

const ChatPanel = lazy(() =>
  import('@/features/chat/components/chat-panel').then(({ ChatPanel }) => ({ default: ChatPanel })),
);

/** What every page has around it. */
export function AppLayout() {
  const connected = useLiveUpdates();
  const [chatOpen, setChatOpen] = useState(false);
  return (
    <div className="flex min-h-dvh">
      <div className="flex min-w-0 flex-1 flex-col">
        <a
          href="#content"
          className="sr-only z-60 rounded-lg bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          {t.skipToContent}
        </a>
        <Header chatOpen={chatOpen} onToggleChat={() => setChatOpen(!chatOpen)} />
        <OpenNotice />
        <ConnectionNotice connected={connected} />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[120rem] flex-1 px-4 py-5 pb-12 outline-none sm:px-6"
        >
          <Outlet />
        </main>
      </div>
      {chatOpen && (
        <Suspense fallback={null}>
          <ChatPanel
            onClose={() => setChatOpen(false)}
            settingsLink={
              <Link to="/settings" className={buttonClass('primary')}>
                {chatTexts.toSettings}
              </Link>
            }
          />
        </Suspense>
      )}
    </div>
  );
}
