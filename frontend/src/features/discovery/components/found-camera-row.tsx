import { Cable, LockKeyhole, LoaderCircle, Network, PlugZap } from 'lucide-react';
import { Checkbox } from '@/components/ui/checkbox';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/input';
import { discoveryTexts as t } from '@/texts/discovery';
import type { FoundCamera, FoundOnNetwork } from '../found-camera';
import type { TrialState } from '../hooks/use-trials';
import { TrialOutcome } from './trial-outcome';

export interface RowProps {
  /** The name of the camera that it is already. */
  addedAs: string | null;
  selected: boolean;
  trial: TrialState | undefined;
  /** Which of its ways is chosen. */
  choice: number;
  onSelect: (selected: boolean) => void;
  onChoose: (choice: number) => void;
  onTry: () => void;
}

/** One found camera: its picture once there is one, what is known of it, and what can be done with it. */
export function FoundCameraRow({ camera, ...row }: RowProps & { camera: FoundCamera }) {
  const { addedAs, selected, trial, onSelect } = row;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <Checkbox
        aria-label={t.select(camera.name)}
        checked={selected}
        disabled={addedAs !== null}
        onChange={(event) => onSelect(event.target.checked)}
      />
      <Thumbnail camera={camera} trial={trial} />
      <div className="min-w-40 flex-1 text-sm">
        <p className="truncate font-medium">{camera.name}</p>
        <p className="truncate text-xs text-muted">{camera.place}</p>
        {trial !== undefined && <TrialOutcome trial={trial} />}
      </div>
      {addedAs !== null ? (
        <span className="shrink-0 text-xs text-muted">{t.addedAs(addedAs)}</span>
      ) : camera.protocol === 'usb' ? (
        <span className="shrink-0 text-xs text-muted">USB</span>
      ) : (
        <NetworkControls camera={camera} {...row} />
      )}
    </li>
  );
}

function Thumbnail({ camera, trial }: { camera: FoundCamera; trial: TrialState | undefined }) {
  const snapshot = trial === 'running' ? null : trial?.result.snapshot;
  if (snapshot) {
    return (
      <img
        src={`data:image/jpeg;base64,${snapshot}`}
        alt={t.picture(camera.name)}
        className="aspect-video w-24 shrink-0 rounded-lg bg-black object-contain"
      />
    );
  }
  const Icon = trial === 'running' ? LoaderCircle : camera.protocol === 'usb' ? Cable : Network;
  const motion = trial === 'running' ? 'animate-spin' : '';
  return <Icon className={`size-4.5 shrink-0 text-muted ${motion}`} aria-hidden />;
}

function NetworkControls({ camera, choice, trial, onChoose, onTry }: RowProps & { camera: FoundOnNetwork }) {
  const way = camera.ways[choice] ?? camera.ways[0];
  const works = trial !== undefined && trial !== 'running' && trial.result.ok;
  return (
    <div className="flex shrink-0 items-center gap-2 text-xs text-muted">
      {way.requiresPassword && !works && (
        <span className="flex items-center gap-1 rounded-full border px-2 py-0.5">
          <LockKeyhole className="size-3" aria-hidden />
          {t.needsPassword}
        </span>
      )}
      {camera.ways.length > 1 ? (
        <Select
          aria-label={t.reachBy(camera.name)}
          className="mt-0 w-auto text-xs"
          value={choice}
          onChange={(event) => onChoose(Number(event.target.value))}
        >
          {camera.ways.map(({ protocol, urls }, index) => (
            <option key={urls[0]} value={index}>
              {protocol.toUpperCase()}
            </option>
          ))}
        </Select>
      ) : (
        <span>{way.protocol.toUpperCase()}</span>
      )}
      <IconButton
        icon={PlugZap}
        label={t.tryOne(camera.name)}
        disabled={trial === 'running'}
        onClick={onTry}
      />
    </div>
  );
}
