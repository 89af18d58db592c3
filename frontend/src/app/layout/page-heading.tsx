import type { ReactNode } from 'react';
import { useDocumentTitle } from '@/lib/hooks/use-document-title';

interface PageHeadingProps {
  title: string;
  children?: ReactNode;
}

/** A page's name, in the tab too, with what can be done on it. */
export function PageHeading({ title, children }: PageHeadingProps) {
  useDocumentTitle(title);
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <h1 className="min-w-32 flex-1 truncate text-xl font-semibold sm:text-2xl">{title}</h1>
      {children}
    </div>
  );
}
