import { describe, expect, it } from 'vitest';
import { toFoundCameras, type ScanResult } from './found-camera';

const url = 'rtsp://192.168.1.10:554/stream1';
const result: ScanResult = {
  cameras: [
    {
      device_path: '/dev/video0',
      device_name: 'HD Webcam',
      node_name: 'pi',
      node_ip: '10.0.0.2',
      protocol: 'usb',
    },
    { device_path: '/dev/video0', device_name: '', node_name: 'nuc', node_ip: '10.0.0.3', protocol: 'usb' },
  ],
  network_cameras: [
    { ip: '192.168.1.10', port: 554, protocol: 'rtsp', name: null, url, node_name: 'LAN' },
    { ip: '192.168.1.10', port: 554, protocol: 'rtsp', name: 'Gate', url, node_name: 'LAN' },
  ],
  scanned_nodes: [],
  errors: [],
};

describe('toFoundCameras', () => {
  it('tells the same device on two nodes apart, and lists a camera that was found twice once', () => {
    expect(toFoundCameras(result).map(({ name, place }) => [name, place])).toEqual([
      ['HD Webcam', 'pi · /dev/video0'],
      ['/dev/video0', 'nuc · /dev/video0'],
      ['Gate', '192.168.1.10:554'],
    ]);
  });
});
