import { describe, expect, it } from 'vitest';
import { toFoundCameras, type NetworkCamera, type ScanResult, type UsbCamera } from './found-camera';

const webcam: UsbCamera = {
  device_path: '/dev/video0',
  stable_path: '/dev/v4l/by-id/usb-Webcam-video-index0',
  names: ['/dev/video0', '/dev/v4l/by-id/usb-Webcam-video-index0'],
  device_name: 'HD Webcam',
  node_name: 'pi',
  formats: [
    { pixel_format: 'YUYV', sizes: ['640x480'] },
    { pixel_format: 'MJPG', sizes: ['640x480', '1920x1080', '1280x720'] },
  ],
  already_added: false,
  camera_name: null,
};
const gate: NetworkCamera = {
  ip: '192.168.1.10',
  port: 80,
  protocol: 'onvif',
  name: 'Gate',
  url: 'onvif://192.168.1.10:80',
  node_name: 'LAN',
  brand: null,
  requires_password: true,
  codec: 'h264',
  width: 1920,
  height: 1080,
  candidates: [],
  alternatives: [{ protocol: 'rtsp', url: 'rtsp://192.168.1.10:554/live', requires_password: false }],
  already_added: true,
  camera_name: 'Old gate',
};
const result: ScanResult = {
  cameras: [webcam, { ...webcam, node_name: 'nuc', device_name: '', formats: [] }],
  network_cameras: [gate, gate],
  scanned_nodes: [],
  scanned_subnets: [],
  errors: [],
};

describe('toFoundCameras', () => {
  it('tells the same device on two nodes apart, and lists a camera that was found twice once', () => {
    expect(toFoundCameras(result).map(({ name, place, addedAs }) => [name, place, addedAs])).toEqual([
      ['HD Webcam', 'pi · /dev/video0 · YUYV, MJPG · 1920×1080', null],
      ['/dev/video0', 'nuc · /dev/video0', null],
      ['Gate', '192.168.1.10:80 · H264 · 1920×1080', 'Old gate'],
    ]);
  });

  it('adds a device by the name that stays, and knows every way to a camera', () => {
    const [device, , camera] = toFoundCameras(result);
    expect(device).toMatchObject({ protocol: 'usb', device_path: webcam.stable_path });
    expect(camera).toMatchObject({
      ways: [
        { protocol: 'onvif', requiresPassword: true, urls: ['onvif://192.168.1.10:80'] },
        { protocol: 'rtsp', requiresPassword: false, urls: ['rtsp://192.168.1.10:554/live'] },
      ],
    });
  });
});
