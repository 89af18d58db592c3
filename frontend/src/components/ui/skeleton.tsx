import { cn } from '@/lib/cn';

/** A grey shape of the size of what is being loaded, so that nothing moves when it comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-pulse rounded-lg bg-raised', className)} />;
}
