import { describe, expect, it } from 'vitest';
import { advance, type ScanProgress } from './scan-events';

const start: ScanProgress = {
  result: { cameras: [], network_cameras: [], scanned_nodes: [], errors: [] },
  share: null,
};
const camera = {
  device_path: '/dev/video0',
  device_name: 'Cam',
  node_name: 'pi',
  node_ip: '',
  protocol: 'usb',
};

describe('advance', () => {
  it('gathers what is found and how far it is', () => {
    const events: [string, unknown][] = [
      ['progress', { scanned: 64, total: 256 }],
      ['camera', camera],
      ['error', { error: 'nuc: no route' }],
      ['something_new', {}],
    ];
    const progress = events.reduce((state, [event, data]) => advance(state, event, data), start);
    expect(progress).toMatchObject({ share: 0.25, result: { cameras: [camera], errors: ['nuc: no route'] } });
  });

  it('takes the whole result at the end', () => {
    const done = advance(start, 'done', {
      cameras: [camera],
      network_cameras: [],
      scanned_nodes: ['pi'],
      errors: [],
    });
    expect(done).toMatchObject({ share: 1, result: { cameras: [camera], scanned_nodes: ['pi'] } });
  });
});
