import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/lib/cn';

interface CheckListProps {
  legend: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  hint?: string;
  error?: string;
  /** Of the grid; two columns by default, one on a phone. */
  columns?: string;
}

/** Several of a few things. */
export function CheckList({
  legend,
  options,
  chosen,
  onChange,
  hint,
  error,
  columns = 'sm:grid-cols-2',
}: CheckListProps) {
  return (
    <fieldset>
      <legend className="text-sm font-medium">{legend}</legend>
      <div className={cn('mt-2 grid gap-2', columns)}>
        {options.map(({ value, label }) => (
          <label key={value} className="flex min-w-0 items-center gap-2 text-sm">
            <Checkbox
              checked={chosen.includes(value)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
              }
            />
            <span className="truncate">{label}</span>
          </label>
        ))}
      </div>
      {error === undefined ? (
        hint !== undefined && <p className="mt-1 text-sm text-muted">{hint}</p>
      ) : (
        <p role="alert" className="mt-1 text-sm text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}
