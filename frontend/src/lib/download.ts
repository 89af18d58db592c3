/** Hands a blob to the browser's downloads under the given file name. */
export function downloadBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has its own reference by the next task; without this the picture stays in memory.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
