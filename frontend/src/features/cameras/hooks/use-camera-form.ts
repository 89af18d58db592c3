import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { ApiError, errorMessage } from '@/lib/problem';
import { cameraFormSchema, type CameraFormInput, type CameraFormValues } from '../source/camera-form-schema';

/** The form of a camera: checked while typing once it was sent, with a way to put the server's errors at their fields. */
export function useCameraForm(defaultValues: CameraFormInput) {
  const form = useForm<CameraFormInput, unknown, CameraFormValues>({
    resolver: zodResolver(cameraFormSchema),
    defaultValues,
  });

  const showServerError = (error: unknown) => {
    const fieldErrors = error instanceof ApiError ? Object.entries(error.fieldErrors) : [];
    const known = fieldErrors.filter(([field]) => field in cameraFormSchema.shape);
    known.forEach(([field, message], index) =>
      form.setError(field as keyof CameraFormInput, { message }, { shouldFocus: index === 0 }),
    );
    if (known.length === 0) form.setError('root', { message: errorMessage(error) });
  };

  return { form, showServerError };
}

export type CameraForm = ReturnType<typeof useCameraForm>['form'];
