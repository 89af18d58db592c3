import type { CameraProtocol } from '@/lib/camera';

/** A camera plugged into a node, as the scan tells it. */
export interface UsbCamera {
  device_path: string;
  device_name: string;
  node_name: string;
  node_ip: string;
  protocol: 'usb';
}

/** A camera on the network, as the scan tells it. */
export interface NetworkCamera {
  ip: string;
  port: number;
  protocol: Exclude<CameraProtocol, 'usb'>;
  name: string | null;
  url: string;
  node_name: string;
}

export interface ScanResult {
  cameras: UsbCamera[];
  network_cameras: NetworkCamera[];
  scanned_nodes: string[];
  errors: string[];
}

/** Either, as one thing that can be chosen and added. */
export interface FoundCamera {
  key: string;
  name: string;
  protocol: CameraProtocol;
  /** Device or address, for people. */
  place: string;
  node_name: string;
  source_url?: string;
  device_path?: string;
}

/** What a scan found, each camera once. */
export function toFoundCameras({ cameras, network_cameras }: ScanResult): FoundCamera[] {
  const found = [...cameras.map(fromUsb), ...network_cameras.map(fromNetwork)];
  return [...new Map(found.map((camera) => [camera.key, camera])).values()];
}

function fromUsb({ device_path, device_name, node_name }: UsbCamera): FoundCamera {
  return {
    key: `usb:${node_name}:${device_path}`,
    name: device_name || device_path,
    protocol: 'usb',
    place: `${node_name} · ${device_path}`,
    node_name,
    device_path,
  };
}

function fromNetwork({ ip, port, protocol, name, url, node_name }: NetworkCamera): FoundCamera {
  return {
    key: url,
    name: name ?? `${protocol.toUpperCase()} ${ip}`,
    protocol,
    place: `${ip}:${port}`,
    node_name,
    source_url: url,
  };
}
