import type { ReactNode } from 'react';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { ErrorNotice } from '@/components/ui/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import type { LoggedEvent } from '@/lib/event';
import { formatDateTime } from '@/lib/time';
import { eventTexts as t } from '@/texts/events';
import { useMoment } from '../api/find-moment';
import { useEvent } from '../api/get-events';
import { lengthOf, thumbnailOf } from './event-row';

interface EventDialogProps {
  eventId: number;
  cameraNames: ReadonlyMap<string, string>;
  /** A link to a moment of a recording. */
  playLink: (recordingId: string, at: number) => ReactNode;
  onClose: () => void;
}

/** One event with its picture, and a link to its moment in the recording. */
export function EventDialog({ eventId, cameraNames, playLink, onClose }: EventDialogProps) {
  const { data: event, isPending, error, refetch } = useEvent(eventId);
  return (
    <Dialog open onClose={onClose} title={t.eventTitle}>
      {event ? (
        <EventView event={event} cameraName={cameraNames.get(event.camera_id ?? '')} playLink={playLink} />
      ) : (
        <DialogBody>
          {isPending ? (
            <Skeleton className="h-40 rounded-xl" />
          ) : (
            <ErrorNotice error={error} onRetry={() => void refetch()} />
          )}
        </DialogBody>
      )}
    </Dialog>
  );
}

interface EventViewProps extends Pick<EventDialogProps, 'playLink'> {
  event: LoggedEvent;
  cameraName: string | undefined;
}

function EventView({ event, cameraName, playLink }: EventViewProps) {
  const moment = useMoment(event);
  const facts: [string, string | null | undefined][] = [
    [t.began, formatDateTime(event.time)],
    [t.took, event.end === null ? t.goesOn : lengthOf(event)],
    [t.camera, cameraName],
    [t.zone, event.zone],
    [t.label, t.labels[event.label ?? ''] ?? event.label],
    [t.score, event.score === null ? null : `${Math.round(event.score * 100)} %`],
    [t.by, event.actor === 'system' ? null : event.actor],
  ];
  return (
    <>
      <DialogBody className="space-y-4">
        {event.thumbnail_url !== null && (
          <div className="relative overflow-hidden rounded-xl">
            <img src={thumbnailOf(event.thumbnail_url)} alt={t.picture} className="w-full" />
            {event.kind === 'object' && event.data?.box && <ObjectBox box={event.data.box} />}
          </div>
        )}
        <p className="break-words">{event.message}</p>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          {facts.map(
            ([name, value]) =>
              value && (
                <div key={name} className="contents">
                  <dt className="text-muted">{name}</dt>
                  <dd className="break-words">{value}</dd>
                </div>
              ),
          )}
        </dl>
      </DialogBody>
      {event.camera_id !== null && (
        <DialogFooter>
          {moment.data && playLink(moment.data.recordingId, moment.data.at)}
          {moment.data === null && <p className="text-sm text-muted">{t.notRecorded}</p>}
        </DialogFooter>
      )}
    </>
  );
}

/** Where the object is in the picture. */
function ObjectBox({ box: [left, top, width, height] }: { box: [number, number, number, number] }) {
  const percent = (part: number) => `${part * 100}%`;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute rounded-sm border-2 border-accent"
      style={{ left: percent(left), top: percent(top), width: percent(width), height: percent(height) }}
    />
  );
}
