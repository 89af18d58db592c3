export const exportTexts = {
  title: 'Exports',
  open: 'Export',
  about:
    'One MP4 file for each camera as it was recorded, with a signed list of times, gaps and hashes, as a ZIP file.',
  from: 'From',
  to: 'To',
  cameras: 'Cameras',
  create: 'Export',
  wrongPeriod: '“To” must be later than “From”.',
  noCamera: 'Choose a camera.',

  emptyTitle: 'No exports',
  empty: 'Open the playback of a camera, find the moment, and press Export.',
  state: {
    queued: 'Waiting',
    running: 'Being made',
    done: 'Ready',
    failed: 'Failed',
  },
  progress: (percent: number) => `${percent} %`,
  by: (name: string) => `by ${name}`,
  until: (time: string) => `kept until ${time}`,
  download: 'Download',
  cancel: 'Cancel',
  delete: 'Delete',
  fingerprint: 'Fingerprint of the key that signs exports',
  verify:
    'Who gets an export checks it with “FalconEye.Api verify export.zip --fingerprint …”. Give them this fingerprint by another way than the file.',
} as const;
