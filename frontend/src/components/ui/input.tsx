import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

export const inputClass =
  'bg-surface text-ink border-control-line mt-1 block min-h-10 w-full rounded-lg border px-3 text-sm placeholder:text-muted disabled:opacity-60 aria-invalid:border-danger';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(inputClass, className)} {...props} />;
}

export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select className={cn(inputClass, className)} {...props} />;
}
