import { useId, type ReactNode } from 'react';

interface FactGroupProps {
  name: string;
  /** `Fact`s. */
  children: ReactNode;
  /** What can be done about them. */
  footer?: ReactNode;
}

/** Facts that belong together. */
export function FactGroup({ name, children, footer }: FactGroupProps) {
  const id = useId();
  return (
    <div className="border-t pt-3">
      <h3 id={id} className="text-xs font-semibold text-muted">
        {name}
      </h3>
      <dl aria-labelledby={id} className="mt-2 space-y-2 text-sm">
        {children}
      </dl>
      {footer}
    </div>
  );
}
