import { z } from 'zod';
import { storageTexts as t } from '@/texts/storage';
import type { RetentionLimits } from './api/get-storage';

/** An empty field is no limit. */
function limit(check: z.ZodType<number>, message: string) {
  return z
    .string()
    .trim()
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((value) => value === null || check.safeParse(value).success, message);
}

export const limitsSchema = z.object({
  keep_days: limit(z.number().int().min(1).max(36_500), t.daysInvalid),
  keep_event_days: limit(z.number().int().min(1).max(36_500), t.daysInvalid),
  max_gb: limit(z.number().positive().max(1_000_000), t.gbInvalid),
  min_free_percent: limit(z.number().positive().max(90), t.percentInvalid),
  min_free_gb: limit(z.number().positive().max(1_000_000), t.gbInvalid),
});

export type LimitsInput = z.input<typeof limitsSchema>;
export type LimitsValues = z.output<typeof limitsSchema>;

/** Only limits that change, as the API takes them: 0 is no limit. */
export type LimitChanges = Partial<Record<keyof RetentionLimits, number>>;

export function toInput(limits: RetentionLimits): LimitsInput {
  const text = (value: number | null) => (value === null ? '' : String(value));
  return {
    keep_days: text(limits.keep_days),
    keep_event_days: text(limits.keep_event_days),
    max_gb: text(limits.max_gb),
    min_free_percent: text(limits.min_free_percent),
    min_free_gb: text(limits.min_free_gb),
  };
}

/** What the form changes; null when that is nothing, or something is wrong. */
export function changesOf(limits: RetentionLimits, input: LimitsInput): LimitChanges | null {
  const read = limitsSchema.safeParse(input);
  if (!read.success) return null;
  const names = Object.keys(limitsSchema.shape) as (keyof RetentionLimits)[];
  const changed = names.filter((name) => read.data[name] !== limits[name]);
  return changed.length === 0
    ? null
    : Object.fromEntries(changed.map((name) => [name, read.data[name] ?? 0] as const));
}
