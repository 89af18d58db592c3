import type { ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** Says why there is nothing, and what to do next. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <section className="mx-auto mt-6 flex max-w-xl flex-col items-center rounded-2xl border bg-surface px-6 py-12 text-center">
      <span className="mb-4 rounded-full bg-raised p-4 text-accent">
        <Icon className="size-8" aria-hidden />
      </span>
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="mt-2 max-w-prose text-sm text-muted">{children}</div>
      {actions !== undefined && <div className="mt-6 flex flex-wrap justify-center gap-3">{actions}</div>}
    </section>
  );
}
