import type { ReactNode } from 'react';
import { useDocumentTitle } from '@/lib/hooks/use-document-title';
import { sharedTexts } from '@/texts/shared';

interface EntryPageProps {
  title: string;
  text?: string;
  children: ReactNode;
}

/** What is in place of every page until someone is in. */
export function EntryPage({ title, text, children }: EntryPageProps) {
  useDocumentTitle(title);
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <div className="w-full max-w-md rounded-2xl border bg-surface p-6 shadow-lg sm:p-8">
        <p className="mb-6 flex items-center gap-2 font-semibold">
          <img src="/favicon.svg" alt="" className="size-8" />
          {sharedTexts.appName}
        </p>
        <h1 className="text-xl font-semibold">{title}</h1>
        {text !== undefined && <p className="mt-2 text-sm text-muted">{text}</p>}
        <div className="mt-5">{children}</div>
      </div>
    </main>
  );
}
