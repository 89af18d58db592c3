import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { playbackTexts as t } from '@/texts/playback';
import { sharedTexts } from '@/texts/shared';

/** As many play by one clock at most. */
export const mostCameras = 9;

interface CameraChoiceProps {
  cameras: readonly { id: string; name: string }[];
  chosen: readonly string[];
  onChoose: (ids: string[]) => void;
  onClose: () => void;
}

/** Asks which cameras are to play together. */
export function CameraChoice({ cameras, chosen, onChoose, onClose }: CameraChoiceProps) {
  const [ids, setIds] = useState<readonly string[]>(chosen);
  const toggle = (id: string, on: boolean) => setIds(on ? [...ids, id] : ids.filter((each) => each !== id));
  return (
    <Dialog open onClose={onClose} title={t.chooseCameras} description={t.chooseUpTo(mostCameras)}>
      <DialogBody className="space-y-1">
        {cameras.map(({ id, name }) => (
          <label key={id} className="flex min-h-8 items-center gap-2 text-sm">
            <Checkbox
              checked={ids.includes(id)}
              disabled={!ids.includes(id) && ids.length >= mostCameras}
              onChange={(event) => toggle(id, event.target.checked)}
            />
            {name}
          </label>
        ))}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{sharedTexts.cancel}</Button>
        <Button variant="primary" disabled={ids.length === 0} onClick={() => onChoose([...ids])}>
          {t.play}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
