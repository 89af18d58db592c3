/** An error of the whole form, above its fields. */
export function FormError({ message }: { message: string | undefined }) {
  if (message === undefined) return null;
  return (
    <p role="alert" className="rounded-xl border border-danger p-3 text-sm break-words text-danger">
      {message}
    </p>
  );
}
