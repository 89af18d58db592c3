/** Something that happened, as the API tells it. */
export interface LoggedEvent {
  id: number;
  /** When it happened or began. */
  time: string;
  /** When it ended; null while it goes on. */
  end: string | null;
  kind: string;
  camera_id: string | null;
  recording_id: string | null;
  actor: string;
  message: string;
  /** How sure a detector is, 0 to 1. */
  score: number | null;
  zone: string | null;
  label: string | null;
  thumbnail_url: string | null;
  /** More, by kind. */
  data?: {
    /** Where an object is in the picture: left, top, width and height from 0 to 1. */
    box?: [number, number, number, number];
  } | null;
  link: string;
}
