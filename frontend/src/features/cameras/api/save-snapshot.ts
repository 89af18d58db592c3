import { useMutation } from '@tanstack/react-query';
import { apiUrl, send } from '@/lib/api-client';
import type { Camera } from '@/lib/camera';
import { downloadBlob } from '@/lib/download';

/** Saves the camera's newest frame as a file named after the camera and the moment. */
export function useSaveSnapshot() {
  return useMutation({
    mutationFn: async (camera: Camera) => {
      const response = await send(apiUrl(`/cameras/${camera.id}/snapshot`));
      const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
      downloadBlob(await response.blob(), `${camera.name.replace(/[\\/:*?"<>|]/g, '_')} ${moment}.jpg`);
    },
  });
}
