import { useEffect, useRef, type ComponentProps } from 'react';
import { cn } from '@/lib/cn';

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'checked'> {
  /** `mixed` when it stands for several things of which some are chosen. */
  checked: boolean | 'mixed';
}

export function Checkbox({ checked, className, ...props }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // There is no attribute for this state, only the property.
    if (box.current) box.current.indeterminate = checked === 'mixed';
  }, [checked]);
  return (
    <input
      ref={box}
      type="checkbox"
      checked={checked === true}
      className={cn('size-4.5 shrink-0 rounded accent-accent', className)}
      {...props}
    />
  );
}
