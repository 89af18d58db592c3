import type { CameraProtocol } from '@/lib/camera';

/** How the stream address of a brand's cameras is put together. `{login}` is `user:password@`, or nothing. */
export interface SourceTemplate {
  brand: string;
  protocol: Exclude<CameraProtocol, 'usb'>;
  address: string;
}

/** From the manufacturers' own pages on integrating their cameras; `main` streams, channel 1 of recorders. */
export const sourceTemplates: readonly SourceTemplate[] = [
  { brand: 'Hikvision', protocol: 'rtsp', address: 'rtsp://{login}{host}:554/Streaming/Channels/101' },
  {
    brand: 'Dahua',
    protocol: 'rtsp',
    address: 'rtsp://{login}{host}:554/cam/realmonitor?channel=1&subtype=0',
  },
  {
    brand: 'Amcrest',
    protocol: 'rtsp',
    address: 'rtsp://{login}{host}:554/cam/realmonitor?channel=1&subtype=0',
  },
  { brand: 'Reolink', protocol: 'rtsp', address: 'rtsp://{login}{host}:554/h264Preview_01_main' },
  { brand: 'TP-Link Tapo / VIGI', protocol: 'rtsp', address: 'rtsp://{login}{host}:554/stream1' },
  { brand: 'Axis', protocol: 'rtsp', address: 'rtsp://{login}{host}:554/axis-media/media.amp' },
  { brand: 'Bosch', protocol: 'rtsp', address: 'rtsp://{login}{host}:554/rtsp_tunnel' },
  { brand: 'Hanwha / Wisenet', protocol: 'rtsp', address: 'rtsp://{login}{host}:554/profile2/media.smp' },
  { brand: 'Uniview', protocol: 'rtsp', address: 'rtsp://{login}{host}:554/media/video1' },
  { brand: 'Vivotek', protocol: 'rtsp', address: 'rtsp://{login}{host}:554/live.sdp' },
  { brand: 'Foscam', protocol: 'rtsp', address: 'rtsp://{login}{host}:554/videoMain' },
  { brand: 'Wyze (RTSP firmware)', protocol: 'rtsp', address: 'rtsp://{login}{host}:554/live' },
  { brand: 'Tuya / Smart Life', protocol: 'rtsp', address: 'rtsp://{login}{host}:8554/stream' },
  { brand: 'ONVIF camera', protocol: 'onvif', address: 'onvif://{login}{host}:80' },
  { brand: 'ONVIF camera (port 8899)', protocol: 'onvif', address: 'onvif://{login}{host}:8899' },
  { brand: 'Axis (MJPEG)', protocol: 'http', address: 'http://{login}{host}/axis-cgi/mjpg/video.cgi' },
  { brand: 'ESP32-CAM', protocol: 'http', address: 'http://{login}{host}:81/stream' },
  { brand: 'IP Webcam (Android)', protocol: 'http', address: 'http://{login}{host}:8080/video' },
  { brand: 'mjpg-streamer', protocol: 'http', address: 'http://{login}{host}:8080/?action=stream' },
  { brand: 'motion', protocol: 'http', address: 'http://{login}{host}:8081/' },
];

export interface SourceParts {
  host: string;
  user: string;
  password: string;
}

/** Fills a template in. User and password are percent-encoded, an IPv6 address gets its brackets. */
export function buildSourceUrl(template: SourceTemplate, { host, user, password }: SourceParts): string {
  const secret = password ? `:${encodeURIComponent(password)}` : '';
  const login = user ? `${encodeURIComponent(user)}${secret}@` : '';
  const plainHost = host.trim();
  const bracketed = plainHost.includes(':') && !plainHost.startsWith('[') ? `[${plainHost}]` : plainHost;
  return template.address.replace('{login}', () => login).replace('{host}', () => bracketed);
}
