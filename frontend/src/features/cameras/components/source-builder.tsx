import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import type { CameraProtocol } from '@/lib/camera';
import { cameraTexts } from '@/texts/cameras';
import { buildSourceUrl, sourceTemplates, type SourceParts } from '../source/source-templates';

const t = cameraTexts.form;

interface SourceBuilderProps {
  protocol: CameraProtocol;
  onBuild: (sourceUrl: string) => void;
}

/** Puts the stream address of a common brand together from what people know: address, user name, password. */
export function SourceBuilder({ protocol, onBuild }: SourceBuilderProps) {
  const [brand, setBrand] = useState('');
  const [parts, setParts] = useState<SourceParts>({ host: '', user: '', password: '' });
  const templates = sourceTemplates.filter((template) => template.protocol === protocol);

  const update = (nextBrand: string, nextParts: SourceParts) => {
    setBrand(nextBrand);
    setParts(nextParts);
    const template = templates.find((candidate) => candidate.brand === nextBrand);
    if (template) onBuild(buildSourceUrl(template, nextParts));
  };
  const set = (part: keyof SourceParts) => (event: { target: { value: string } }) =>
    update(brand, { ...parts, [part]: event.target.value });

  return (
    <div className="space-y-3 rounded-xl bg-raised/60 p-4">
      <Field label={t.brand} hint={brand ? undefined : t.brandHint}>
        {(control) => (
          <Select {...control} value={brand} onChange={(event) => update(event.target.value, parts)}>
            <option value="">{t.brandNone}</option>
            {templates.map((template) => (
              <option key={template.brand}>{template.brand}</option>
            ))}
          </Select>
        )}
      </Field>
      {brand && (
        <div className="grid gap-3 sm:grid-cols-3">
          <Field label={t.host}>
            {(control) => (
              <Input {...control} value={parts.host} onChange={set('host')} placeholder="192.168.1.10" />
            )}
          </Field>
          <Field label={t.user}>
            {(control) => <Input {...control} value={parts.user} onChange={set('user')} autoComplete="off" />}
          </Field>
          <Field label={t.password}>
            {(control) => (
              <Input
                {...control}
                type="password"
                value={parts.password}
                onChange={set('password')}
                autoComplete="new-password"
              />
            )}
          </Field>
        </div>
      )}
    </div>
  );
}
