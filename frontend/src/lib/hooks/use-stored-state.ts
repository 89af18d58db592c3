import { useState } from 'react';
import type { z } from 'zod';

/** State that a reload keeps, in this browser. What is stored is checked by the schema, and dropped if it is wrong. */
export function useStoredState<T>(key: string, schema: z.ZodType<T>, initial: T): [T, (value: T) => void] {
  const [state, setState] = useState(() => read(key, schema) ?? initial);
  const store = (value: T) => {
    setState(value);
    localStorage.setItem(key, JSON.stringify(value));
  };
  return [state, store];
}

function read<T>(key: string, schema: z.ZodType<T>): T | undefined {
  const stored = localStorage.getItem(key);
  if (stored === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(stored)).data;
  } catch {
    return undefined;
  }
}
