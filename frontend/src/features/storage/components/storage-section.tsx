import { useId, type ReactNode } from 'react';

interface StorageSectionProps {
  title: string;
  text?: string;
  aside?: ReactNode;
  children: ReactNode;
}

export function StorageSection({ title, text, aside, children }: StorageSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-2xl border bg-surface p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {aside !== undefined && <p className="text-sm text-muted">{aside}</p>}
      </div>
      {text !== undefined && <p className="mt-0.5 text-sm text-muted">{text}</p>}
      <div className="mt-4">{children}</div>
    </section>
  );
}
