import { useId, type ReactNode } from 'react';

interface AccountSectionProps {
  title: string;
  text?: string;
  children: ReactNode;
}

export function AccountSection({ title, text, children }: AccountSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-2xl border bg-surface p-5">
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {text !== undefined && <p className="mt-0.5 text-sm text-muted">{text}</p>}
      <div className="mt-4 space-y-4">{children}</div>
    </section>
  );
}
