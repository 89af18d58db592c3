import { Checkbox } from '@/components/ui/checkbox';
import { authTexts as t } from '@/texts/auth';

interface KeepTokensProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** The choice that API tokens outlive a new password or a logout everywhere; not chosen, they end. */
export function KeepTokens({ checked, onChange }: KeepTokensProps) {
  return (
    <label className="flex items-center gap-2 text-sm">
      <Checkbox checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {t.keepTokens}
    </label>
  );
}
