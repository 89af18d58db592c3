import { useState } from 'react';
import { ScanSearch, Square } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { ErrorNotice } from '@/components/ui/error-notice';
import { mapConcurrently } from '@/lib/map-concurrently';
import { errorMessage } from '@/lib/problem';
import { discoveryTexts as t } from '@/texts/discovery';
import type { ScanRequest } from '../api/scan-events';
import { toFoundCameras, type FoundCamera } from '../found-camera';
import { useChoice, type CameraToAdd } from '../hooks/use-choice';
import { useScan } from '../hooks/use-scan';
import type { TrySource } from '../trial';
import { FoundCameras } from './found-cameras';
import { ScanOptions } from './scan-options';
import { ScanStatus } from './scan-status';

const ADDED_AT_ONCE = 3;

interface ScanContentProps {
  nodeNames: readonly string[];
  /** The name of the camera that a found one is already, or null. */
  addedAs: (camera: FoundCamera) => string | null;
  trySource: TrySource;
  onAdd: (camera: CameraToAdd) => Promise<unknown>;
}

export function ScanDialog({ onClose, ...content }: ScanContentProps & { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={t.title} description={t.text} className="sm:max-w-3xl">
      <ScanContent {...content} />
    </Dialog>
  );
}

function ScanContent({ nodeNames, addedAs, trySource, onAdd }: ScanContentProps) {
  const scan = useScan();
  const [request, setRequest] = useState<ScanRequest>({ network: true });
  const [adding, setAdding] = useState(false);
  const found = scan.progress ? toFoundCameras(scan.progress.result) : [];
  const choice = useChoice(found, addedAs, trySource);
  const { chosen } = choice;

  const addChosen = async () => {
    setAdding(true);
    const results = await mapConcurrently(chosen, ADDED_AT_ONCE, onAdd);
    const refused = results.flatMap((result, index) =>
      result.status === 'rejected' ? [{ camera: chosen[index], reason: errorMessage(result.reason) }] : [],
    );
    refused.forEach(({ camera, reason }) => camera && toast.error(t.notAdded(camera.name, reason)));
    if (refused.length < chosen.length) toast.success(t.addedToast(chosen.length - refused.length));
    setAdding(false);
  };

  return (
    <>
      <DialogBody className="space-y-4">
        <ScanOptions request={request} nodeNames={nodeNames} onChange={setRequest} />
        {scan.error !== null && <ErrorNotice error={scan.error} />}
        {scan.progress && <ScanStatus running={scan.running} progress={scan.progress} found={found.length} />}
        <FoundCameras cameras={found} choice={choice} />
      </DialogBody>
      <DialogFooter>
        {scan.running ? (
          <Button onClick={scan.stop}>
            <Square className="size-4" aria-hidden />
            {t.stop}
          </Button>
        ) : (
          <Button
            variant={found.length > 0 ? 'secondary' : 'primary'}
            onClick={() => void scan.start(request)}
          >
            <ScanSearch className="size-4" aria-hidden />
            {scan.progress ? t.again : t.start}
          </Button>
        )}
        {found.length > 0 && (
          <Button
            variant="primary"
            disabled={chosen.length === 0}
            busy={adding}
            onClick={() => void addChosen()}
          >
            {t.add(chosen.length)}
          </Button>
        )}
      </DialogFooter>
    </>
  );
}
