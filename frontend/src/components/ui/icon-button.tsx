import type { ComponentProps } from 'react';
import type { LucideIcon } from 'lucide-react';
import { Button } from './button';
import { Hint } from './hint';

interface IconButtonProps extends Omit<ComponentProps<typeof Button>, 'children' | 'size' | 'aria-label'> {
  icon: LucideIcon;
  /** What the button does: its name for screen readers and its tooltip. */
  label: string;
  /** The tooltip when the name says more than a sighted person needs, such as which camera it is. */
  hint?: string;
}

export function IconButton({
  icon: Icon,
  label,
  hint = label,
  variant = 'ghost',
  ...props
}: IconButtonProps) {
  return (
    <Hint text={hint}>
      <Button variant={variant} size="icon" aria-label={label} {...props}>
        <Icon className="size-4.5" aria-hidden />
      </Button>
    </Hint>
  );
}
