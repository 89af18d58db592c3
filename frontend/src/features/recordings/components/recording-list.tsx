import { useEffect, useMemo, useRef, useState } from 'react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { Button } from '@/components/ui/button';
import type { Recording } from '@/lib/recording';
import { recordingTexts as t } from '@/texts/recordings';
import type { Selection } from '../hooks/use-selection';
import { groupByCamera, initiallyShown, toRows, type RecordingRow } from '../list/group-recordings';
import { RecordingGroupHeading } from './recording-group-heading';
import { RecordingRowView } from './recording-row';

const rowHeights: Record<RecordingRow['kind'], number> = { group: 56, recording: 64, more: 52 };
const moreAtOnce = 50;

interface RecordingListProps {
  recordings: readonly Recording[];
  /** False while the server has older ones. */
  complete: boolean;
  selection: Selection;
  onPlay: (recordingId: string) => void;
  onDelete: (recordingId: string) => void;
}

/** The recordings by camera. Only what is on the screen is rendered, however many there are. */
export function RecordingList({ recordings, complete, selection, onPlay, onDelete }: RecordingListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<ReadonlyMap<string, number>>(new Map());
  const rows = useMemo(() => toRows(groupByCamera(recordings), shown), [recordings, shown]);
  const [offset, setOffset] = useState(0);
  useEffect(() => setOffset(list.current?.offsetTop ?? 0), []);

  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => rowHeights[rows[index]?.kind ?? 'recording'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    scrollMargin: offset,
  });

  const render = (row: RecordingRow) => {
    switch (row.kind) {
      case 'group': {
        const ids = row.group.recordings.filter(({ status }) => status !== 'recording').map(({ id }) => id);
        return (
          <RecordingGroupHeading
            group={row.group}
            complete={complete}
            selected={selection.stateOf(ids)}
            onSelect={(on) => selection.set(ids, on)}
          />
        );
      }
      case 'recording': {
        const { id } = row.recording;
        return (
          <RecordingRowView
            recording={row.recording}
            selected={selection.ids.has(id)}
            onSelect={(on) => selection.set([id], on)}
            onPlay={() => onPlay(id)}
            onDelete={() => onDelete(id)}
          />
        );
      }
      case 'more': {
        const { key } = row.group;
        const showMore = () =>
          setShown(new Map(shown).set(key, (shown.get(key) ?? initiallyShown) + moreAtOnce));
        return (
          <div className="flex h-13 items-center px-4">
            <Button variant="ghost" size="small" onClick={showMore}>
              {t.showMore(Math.min(row.hidden, moreAtOnce))}
            </Button>
          </div>
        );
      }
    }
  };

  return (
    <div ref={list} role="list" className="overflow-hidden rounded-2xl border bg-surface">
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <div
                key={item.key}
                role="listitem"
                className="absolute inset-x-0 top-0 border-b"
                style={{ height: item.size, transform: `translateY(${item.start - offset}px)` }}
              >
                {render(row)}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
