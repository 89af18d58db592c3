import { describe, expect, it } from 'vitest';
import { advance, nothingYet } from './scan-events';

const camera = { device_path: '/dev/video0', device_name: 'Cam', node_name: 'pi' };

describe('advance', () => {
  it('gathers what is looked at, what is found and how far it is', () => {
    const events: [string, unknown][] = [
      ['started', { nodes: ['pi'] }],
      ['network', { subnets: ['192.168.1.0/24'], ports: [554] }],
      ['progress', { scanned: 64, total: 254 }],
      ['camera', camera],
      ['error', { error: 'nuc: no route' }],
      ['something_new', {}],
    ];
    expect(events.reduce((state, [event, data]) => advance(state, event, data), nothingYet)).toEqual({
      addresses: { scanned: 64, total: 254 },
      result: {
        cameras: [camera],
        network_cameras: [],
        scanned_nodes: ['pi'],
        scanned_subnets: ['192.168.1.0/24'],
        errors: ['nuc: no route'],
      },
    });
  });

  it('takes the whole result at the end', () => {
    const done = advance(nothingYet, 'done', { cameras: [camera], scanned_nodes: ['pi'] });
    expect(done.result).toMatchObject({ cameras: [camera], scanned_nodes: ['pi'], errors: [] });
  });
});
