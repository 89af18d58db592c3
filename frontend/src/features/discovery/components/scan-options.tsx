import { Checkbox } from '@/components/ui/checkbox';
import { Select } from '@/components/ui/input';
import { discoveryTexts as t } from '@/texts/discovery';
import type { ScanRequest } from '../api/scan-events';

interface ScanOptionsProps {
  request: ScanRequest;
  nodeNames: readonly string[];
  onChange: (request: ScanRequest) => void;
}

export function ScanOptions({ request, nodeNames, onChange }: ScanOptionsProps) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-6 gap-y-3 text-sm">
      <legend className="mb-2 text-sm font-medium">{t.where}</legend>
      <span className="flex items-center gap-2">
        <Checkbox checked disabled aria-label={t.usb} />
        {t.usb}
      </span>
      <label className="flex items-center gap-2">
        <Checkbox
          checked={request.network}
          onChange={(event) => onChange({ ...request, network: event.target.checked })}
        />
        {t.network}
      </label>
      {nodeNames.length > 1 && (
        <label className="flex items-center gap-2">
          {t.node}
          <Select
            className="mt-0 w-auto"
            value={request.node ?? ''}
            onChange={(event) => onChange({ ...request, node: event.target.value || undefined })}
          >
            <option value="">{t.allNodes}</option>
            {nodeNames.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </label>
      )}
    </fieldset>
  );
}
