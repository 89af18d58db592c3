import { RotateCw, SearchCheck } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import type { Camera } from '@/lib/camera';
import { errorMessage } from '@/lib/problem';
import { cameraTexts as t } from '@/texts/cameras';
import { useSourceFacts } from '../api/probe-source';
import { Fact } from './fact';

/** What the camera itself sends: codec, size, rate and sound. */
export function SourceFacts({ camera }: { camera: Camera }) {
  const { data, error, isFetching, refetch } = useSourceFacts(camera);
  const facts = data?.ok ? data : null;
  const waiting = isFetching && !facts && <Skeleton className="ml-auto h-4 w-20" />;
  const failure = error ? errorMessage(error) : data && !data.ok ? (data.hint ?? data.reason) : null;
  const Icon = failure ? RotateCw : SearchCheck;

  return (
    <>
      <Fact name={t.fact.codec}>{waiting || facts?.codec?.toUpperCase()}</Fact>
      <Fact name={t.fact.sourceSize}>
        {waiting || (facts?.width && facts.height ? t.size(facts.width, facts.height) : null)}
      </Fact>
      <Fact name={t.fact.sourceRate}>{waiting || (facts?.fps ? t.fps(facts.fps) : null)}</Fact>
      <Fact name={t.fact.sound}>{waiting || (facts ? (facts.audio ?? t.probe.withoutAudio) : null)}</Fact>
      {!facts && camera.source_url !== null && (
        <div className="space-y-2 pt-1">
          {failure && !isFetching && <p className="text-muted">{failure}</p>}
          <Button size="small" busy={isFetching} onClick={() => void refetch()}>
            {!isFetching && <Icon className="size-4" aria-hidden />}
            {t.checkSource}
          </Button>
        </div>
      )}
    </>
  );
}
