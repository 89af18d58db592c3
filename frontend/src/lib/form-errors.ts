import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { ApiError, errorMessage } from './problem';

/** Puts the server's errors at the fields they are about, and any other above the form. */
export function showServerError<T extends FieldValues>(form: UseFormReturn<T>, error: unknown): void {
  const fields = error instanceof ApiError ? Object.entries(error.fieldErrors) : [];
  const known = fields.filter(([field]) => field in form.getValues());
  known.forEach(([field, message]) => form.setError(field as Path<T>, { message }));
  if (known.length === 0) form.setError('root', { message: errorMessage(error) });
}
