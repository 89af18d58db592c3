import { useEffect, useRef, useState } from 'react';
import { scanWithProgress, type ScanProgress, type ScanRequest } from '../api/scan-events';

interface ScanState {
  running: boolean;
  progress: ScanProgress | null;
  error: unknown;
}

const idle: ScanState = { running: false, progress: null, error: null };

/** A scan that can be started and stopped, and ends with the component. */
export function useScan() {
  const [state, setState] = useState(idle);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const start = async (request: ScanRequest) => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    setState({ ...idle, running: true });
    try {
      for await (const progress of scanWithProgress(request, controller.signal)) {
        setState({ running: true, progress, error: null });
      }
    } catch (error) {
      if (!controller.signal.aborted) setState((current) => ({ ...current, error }));
    }
    if (abort.current === controller) setState((current) => ({ ...current, running: false }));
  };

  return { ...state, start, stop: () => abort.current?.abort() };
}
