const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `1536000` -> `1.5 MB`, in powers of 1000 as disks are sold. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return '–';
  const exponent = bytes < 1000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** exponent;
  return `${value.toFixed(exponent === 0 || value >= 100 ? 0 : 1)} ${byteUnits[exponent] ?? ''}`;
}

/** `3725` -> `1:02:05`, `65` -> `1:05`. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const pad = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

/** `210` -> `210 ms`, `1840` -> `1.8 s`. */
export function formatLatency(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
