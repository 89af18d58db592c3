import { Skeleton } from '@/components/ui/skeleton';
import type { Camera } from '@/lib/camera';
import { CameraCard } from './camera-card';

const gridClass = 'grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))] gap-4';

interface CameraGridProps {
  cameras: readonly Camera[];
  /** Start of the recording that is going on, by camera id. */
  recordingSince: ReadonlyMap<string, number>;
}

export function CameraGrid({ cameras, recordingSince }: CameraGridProps) {
  return (
    <ul className={gridClass}>
      {cameras.map((camera) => (
        <CameraCard key={camera.id} camera={camera} recordingSince={recordingSince.get(camera.id)} />
      ))}
    </ul>
  );
}

export function CameraGridSkeleton() {
  return (
    <div className={gridClass} role="status">
      {[1, 2, 3, 4].map((card) => (
        <div key={card} className="rounded-2xl border bg-surface">
          <Skeleton className="aspect-video rounded-b-none" />
          <div className="space-y-2 p-4">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3 w-3/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
