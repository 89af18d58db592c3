import { useEffect, useState, type RefObject } from 'react';

/** Whether the video is shown in a window of its own, which is seen when its tab is not. */
export function usePictureInPicture(video: RefObject<HTMLVideoElement | null>): boolean {
  const [active, setActive] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const enter = () => setActive(true);
    const leave = () => setActive(false);
    element.addEventListener('enterpictureinpicture', enter);
    element.addEventListener('leavepictureinpicture', leave);
    return () => {
      element.removeEventListener('enterpictureinpicture', enter);
      element.removeEventListener('leavepictureinpicture', leave);
    };
  }, [video]);
  return active;
}
