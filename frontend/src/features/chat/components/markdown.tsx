import type { MouseEvent, ReactNode } from 'react';
import { useRouter } from '@tanstack/react-router';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

/** A page of the dashboard; the router of the page that the answer is on opens it, and the conversation stays. */
function PageLink({ href, children }: { href: string; children: ReactNode }) {
  const router = useRouter();
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    router.history.push(href);
  };
  return (
    <a href={href} className="text-accent underline" onClick={open}>
      {children}
    </a>
  );
}

/** `//host` is somewhere else. */
function isOwnPage(href: string): boolean {
  return /^\/(?!\/)/.test(href);
}

const components: Components = {
  a: ({ href = '', children }) =>
    isOwnPage(href) ? (
      <PageLink href={href}>{children}</PageLink>
    ) : (
      <a href={href} className="text-accent underline" target="_blank" rel="noreferrer">
        {children}
      </a>
    ),
  // An address in an answer may come from anywhere, and fetching it would tell its owner: pictures are shown apart.
  img: ({ alt }) => <span className="text-muted">{alt}</span>,
  p: ({ children }) => <p className="my-2 first:mt-0 last:mb-0">{children}</p>,
  ul: ({ children }) => <ul className="my-2 list-disc pl-5">{children}</ul>,
  ol: ({ children }) => <ol className="my-2 list-decimal pl-5">{children}</ol>,
  h1: ({ children }) => <p className="mt-3 mb-1 font-semibold">{children}</p>,
  h2: ({ children }) => <p className="mt-3 mb-1 font-semibold">{children}</p>,
  h3: ({ children }) => <p className="mt-3 mb-1 font-semibold">{children}</p>,
  pre: ({ children }) => (
    <pre className="my-2 overflow-x-auto rounded-lg border bg-canvas p-3 text-xs">{children}</pre>
  ),
  code: ({ children }) => <code className="rounded bg-canvas px-1 font-mono text-[0.9em]">{children}</code>,
  table: ({ children }) => (
    <div className="my-2 overflow-x-auto">
      <table className="text-xs [&_td]:border [&_td]:px-2 [&_td]:py-1 [&_th]:border [&_th]:px-2 [&_th]:py-1">
        {children}
      </table>
    </div>
  ),
};

/** Markdown as React elements. HTML in it is shown as text, never as HTML, and `javascript:` addresses are dropped. */
export function Markdown({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={[remarkGfm]} components={components}>
      {text}
    </ReactMarkdown>
  );
}
