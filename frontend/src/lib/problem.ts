import { z } from 'zod';
import { sharedTexts } from '@/texts/shared';

/** RFC 9457 problem details, as far as a person or a form needs them. */
const problemSchema = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  reason: z.string().optional(),
  errors: z.record(z.string(), z.array(z.string())).optional(),
});

/** What went wrong with an API call, in a text that can be shown, with the messages that belong to form fields. */
export class ApiError extends Error {
  /** HTTP status, or 0 when no answer came. */
  readonly status: number;
  /** Messages by snake_case field name, empty unless the server refused the input. */
  readonly fieldErrors: Readonly<Record<string, string>>;

  /** For the app: what is missing, where a status alone does not tell. */
  readonly reason: string | undefined;

  constructor(
    status: number,
    message: string,
    fieldErrors: Readonly<Record<string, string>> = {},
    reason?: string,
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.fieldErrors = fieldErrors;
    this.reason = reason;
  }
}

/** Turns an unsuccessful answer into an {@link ApiError}; this is the only place that reads problem+json. */
export async function readProblem(response: Response): Promise<ApiError> {
  const fallback = sharedTexts.httpError(response.status);
  if (!response.headers.get('content-type')?.includes('json')) return new ApiError(response.status, fallback);

  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  if (!problem.success) return new ApiError(response.status, fallback);

  const { title, detail, reason, errors = {} } = problem.data;
  const fieldErrors = Object.fromEntries(
    Object.entries(errors).map(([field, messages]) => [toSnakeCase(field), messages.join(' ')]),
  );
  return new ApiError(response.status, detail ?? title ?? fallback, fieldErrors, reason);
}

/** The message to show for anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : sharedTexts.unknownError;
}

/** `$.SourceUrl`, `sourceUrl` and `source_url` all name the same field. */
function toSnakeCase(field: string): string {
  return field
    .replace(/^\$\.?/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
