import { Checkbox } from '@/components/ui/checkbox';
import { settingsTexts as t } from '@/texts/settings';
import type { ToolGroupOf } from '../tool-groups';

interface ToolGroupProps extends ToolGroupOf {
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Tools of one kind, to be switched on together or one by one. */
export function ToolGroup({ group, tools, chosen, onChange }: ToolGroupProps) {
  const { name, text } = t.toolGroups[group];
  const on = tools.filter((tool) => chosen.includes(tool));
  const set = (changed: readonly string[], enabled: boolean) => {
    const others = chosen.filter((tool) => !changed.includes(tool));
    onChange(enabled ? [...others, ...changed] : others);
  };
  return (
    <div role="group" aria-label={name}>
      <label className="flex items-center gap-2 text-sm font-medium">
        <Checkbox
          aria-label={t.allOf(name)}
          checked={on.length === 0 ? false : on.length === tools.length || 'mixed'}
          onChange={({ target }) => set(tools, target.checked)}
        />
        {name}
      </label>
      <p className="mt-0.5 text-sm text-muted">{text}</p>
      <div className="mt-2 grid gap-2 pl-6 sm:grid-cols-2">
        {tools.map((tool) => (
          <label key={tool} className="flex items-center gap-2 text-sm">
            <Checkbox
              checked={chosen.includes(tool)}
              onChange={({ target }) => set([tool], target.checked)}
            />
            {tool.replaceAll('_', ' ')}
          </label>
        ))}
      </div>
    </div>
  );
}
