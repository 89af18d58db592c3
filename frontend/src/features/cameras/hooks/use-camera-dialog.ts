import { useNavigate, useParams, useSearch } from '@tanstack/react-router';

type CameraDialog = 'edit' | 'delete';

/** Which dialog of a camera is open. It is in the page's address; on pages with several cameras together with the camera. */
export function useCameraDialog(id: string) {
  const { cameraId: page } = useParams({ strict: false });
  const { dialog, of } = useSearch({ strict: false });
  const navigate = useNavigate();
  return {
    dialog: (page ?? of) === id ? dialog : undefined,
    open: (dialog: CameraDialog) =>
      void navigate({ to: '.', search: (search) => ({ ...search, dialog, of: page ? undefined : id }) }),
    close: () =>
      void navigate({
        to: '.',
        search: (search) => ({ ...search, dialog: undefined, of: undefined }),
        replace: true,
      }),
  };
}
