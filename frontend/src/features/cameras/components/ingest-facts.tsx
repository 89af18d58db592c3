import type { CameraIngest } from '@/lib/camera';
import { cameraTexts as t } from '@/texts/cameras';
import { Fact } from './fact';
import { FactGroup } from './fact-group';

/** Who reads the camera, why, and what of it is left out. */
export function IngestFacts({ ingest }: { ingest: CameraIngest }) {
  const remarks = [ingest.reason, ...ingest.left_out].filter((remark) => remark !== null);
  const footer = remarks.length > 0 && (
    <ul className="mt-3 space-y-1 text-sm break-words text-muted">
      {remarks.map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
    </ul>
  );
  return (
    <FactGroup name={t.factGroups.ingest} footer={footer}>
      <Fact name={t.fact.reader}>{t.readers[ingest.kind]}</Fact>
      <Fact name={t.fact.codecs}>{ingest.codecs.map((codec) => codec.toUpperCase()).join(', ') || null}</Fact>
    </FactGroup>
  );
}
