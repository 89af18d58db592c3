import { useEffect } from 'react';
import { sharedTexts } from '@/texts/shared';

/** Names the tab after the page, so that tabs and history entries can be told apart. */
export function useDocumentTitle(page: string): void {
  useEffect(() => {
    document.title = `${page} · ${sharedTexts.appName}`;
  }, [page]);
}
