import { useEffect, useState } from 'react';
import { WifiOff } from 'lucide-react';
import { appTexts as t } from '@/texts/app';

const graceMs = 4000;

/** Says that live updates do not come, once it is more than a moment. */
export function ConnectionNotice({ connected }: { connected: boolean }) {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (connected) return;
    const timer = setTimeout(() => setLasting(true), graceMs);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [connected]);

  return (
    <div role="status">
      {lasting && (
        <p className="flex items-center justify-center gap-2 bg-warn px-4 py-2 text-sm text-canvas">
          <WifiOff className="size-4 shrink-0" aria-hidden />
          {t.disconnected}
        </p>
      )}
    </div>
  );
}
