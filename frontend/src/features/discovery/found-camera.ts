import type { CameraProtocol } from '@/lib/camera';
import { discoveryTexts as t } from '@/texts/discovery';

type NetworkProtocol = Exclude<CameraProtocol, 'usb'>;

interface Marked {
  already_added: boolean;
  /** The camera that it is already; null for one that is not the person's own. */
  camera_name: string | null;
}

/** A camera plugged into a node, as the scan tells it. */
export interface UsbCamera extends Marked {
  device_path: string;
  /** The name under which it comes back, whatever number it has then. */
  stable_path: string;
  names: string[];
  device_name: string;
  node_name: string;
  formats: { pixel_format: string; sizes: string[] }[];
}

/** Another way to reach a camera. */
interface ConnectionOption {
  protocol: NetworkProtocol;
  url: string;
  requires_password: boolean;
}

/** A camera on the network, as the scan tells it. */
export interface NetworkCamera extends ConnectionOption, Marked {
  ip: string;
  port: number;
  name: string;
  node_name: string;
  brand: string | null;
  codec: string | null;
  width: number | null;
  height: number | null;
  /** Addresses to try when `url` turns out to be unknown to the camera. */
  candidates: string[];
  alternatives: ConnectionOption[];
}

export interface ScanResult {
  cameras: UsbCamera[];
  network_cameras: NetworkCamera[];
  scanned_nodes: string[];
  scanned_subnets: string[];
  errors: string[];
}

/** One way to add a camera. */
export interface Way {
  protocol: NetworkProtocol;
  requiresPassword: boolean;
  /** Without credentials; the likeliest first. */
  urls: readonly [string, ...string[]];
}

interface Found {
  key: string;
  name: string;
  /** Device or address, and what it sends, for people. */
  place: string;
  node_name: string;
  /** The camera that it is already, by the server's word. */
  addedAs: string | null;
}

interface FoundDevice extends Found {
  protocol: 'usb';
  device_path: string;
  names: readonly string[];
}

export interface FoundOnNetwork extends Found {
  protocol: 'network';
  /** The best way first. */
  ways: readonly [Way, ...Way[]];
}

/** Either, as one thing that can be chosen and added. */
export type FoundCamera = FoundDevice | FoundOnNetwork;

/** What a scan found, each camera once. */
export function toFoundCameras({ cameras, network_cameras }: ScanResult): FoundCamera[] {
  const found = [...cameras.map(fromUsb), ...network_cameras.map(fromNetwork)];
  return [...new Map(found.map((camera) => [camera.key, camera])).values()];
}

function fromUsb(camera: UsbCamera): FoundDevice {
  const largest = largestSize(camera.formats.flatMap(({ sizes }) => sizes));
  const formats = camera.formats.map(({ pixel_format }) => pixel_format).join(', ');
  return {
    key: `usb:${camera.node_name}:${camera.stable_path}`,
    name: camera.device_name || camera.device_path,
    protocol: 'usb',
    place: [camera.node_name, camera.device_path, formats, largest].filter(Boolean).join(' · '),
    node_name: camera.node_name,
    device_path: camera.stable_path,
    names: camera.names,
    addedAs: camera.already_added ? (camera.camera_name ?? t.someoneElses) : null,
  };
}

function fromNetwork(camera: NetworkCamera): FoundOnNetwork {
  const { ip, port, name, node_name, codec, width, height, protocol, url, candidates } = camera;
  const size = width !== null && height !== null ? `${width}×${height}` : null;
  return {
    key: url,
    name,
    protocol: 'network',
    place: [`${ip}:${port}`, codec?.toUpperCase(), size].filter(Boolean).join(' · '),
    node_name,
    ways: [
      { protocol, requiresPassword: camera.requires_password, urls: [url, ...candidates] },
      ...camera.alternatives.map((way): Way => ({
        protocol: way.protocol,
        requiresPassword: way.requires_password,
        urls: [way.url],
      })),
    ],
    addedAs: camera.already_added ? (camera.camera_name ?? t.someoneElses) : null,
  };
}

function largestSize(sizes: readonly string[]): string | undefined {
  const pixels = (size: string) =>
    size.split('x').reduce((product, side) => product * (parseInt(side, 10) || 0), 1);
  return [...sizes].sort((one, other) => pixels(other) - pixels(one))[0]?.replace('x', '×');
}
