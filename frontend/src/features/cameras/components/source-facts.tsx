import { RotateCw, SearchCheck } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import type { Camera } from '@/lib/camera';
import { errorMessage } from '@/lib/problem';
import { cameraTexts as t } from '@/texts/cameras';
import { useSourceFacts } from '../api/probe-source';
import { Fact } from './fact';
import { FactGroup } from './fact-group';

/** What the camera itself sends: codec, size, rate and sound. */
export function SourceFacts({ camera }: { camera: Camera }) {
  const { data, error, isFetching, refetch } = useSourceFacts(camera);
  const facts = data?.ok ? data : null;
  const waiting = isFetching && !facts && <Skeleton className="ml-auto h-4 w-20" />;
  const failure = error ? errorMessage(error) : data && !data.ok ? (data.hint ?? data.reason) : null;
  const Icon = failure ? RotateCw : SearchCheck;

  const ask = !facts && camera.source_url !== null && (
    <div className="mt-3 space-y-2 text-sm">
      {failure && !isFetching && <p className="break-words text-muted">{failure}</p>}
      <Button size="small" busy={isFetching} onClick={() => void refetch()}>
        {!isFetching && <Icon className="size-4" aria-hidden />}
        {t.checkSource}
      </Button>
    </div>
  );

  return (
    <FactGroup name={t.factGroups.source} footer={ask}>
      <Fact name={t.fact.codec}>{waiting || facts?.codec?.toUpperCase()}</Fact>
      <Fact name={t.fact.sourceSize}>
        {waiting || (facts?.width && facts.height ? t.size(facts.width, facts.height) : null)}
      </Fact>
      <Fact name={t.fact.sourceRate}>{waiting || (facts?.fps ? t.fps(facts.fps) : null)}</Fact>
      <Fact name={t.fact.sound}>{waiting || (facts ? (facts.audio ?? t.probe.withoutAudio) : null)}</Fact>
    </FactGroup>
  );
}
