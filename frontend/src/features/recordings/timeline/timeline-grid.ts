/** Name, day and figures side by side, one line for each camera; on a phone the day stands below the two others. */
export const timelineGrid =
  'grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)_8.5rem]';

/** The column of the day. */
export const dayColumn = 'order-last col-span-full sm:order-none sm:col-span-1 sm:col-start-2';
