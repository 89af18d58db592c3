import { describe, expect, it } from 'vitest';
import { cameraFormSchema, toNewCamera, type CameraFormInput } from './camera-form-schema';

const valid: CameraFormInput = {
  protocol: 'rtsp',
  name: 'Front door',
  location: '',
  source_url: 'rtsp://user:p%40ss@192.168.1.10:554/stream1',
  live_source_url: '',
  device_path: '/dev/video0',
  node_name: '',
  resolution: '1280x720',
  framerate: '15',
};

function wrongFields(changes: Partial<CameraFormInput>): string[] {
  const result = cameraFormSchema.safeParse({ ...valid, ...changes });
  return result.success ? [] : result.error.issues.map((issue) => issue.path.join('.'));
}

describe('cameraFormSchema', () => {
  it.each<[Partial<CameraFormInput>, string[]]>([
    [{}, []],
    [{ name: '   ' }, ['name']],
    [{ name: 'x'.repeat(256) }, ['name']],
    [{ name: '<script>alert(1)</script>' }, []],
    [{ source_url: '' }, ['source_url']],
    [{ source_url: 'file:///etc/passwd' }, ['source_url']],
    [{ source_url: 'http://192.168.1.10/video' }, ['source_url']],
    [{ source_url: 'rtsp://' }, ['source_url']],
    [{ source_url: 'rtsp://user:pass@/x' }, ['source_url']],
    [{ source_url: 'rtsp://admin:12#34' }, ['source_url']],
    [{ source_url: 'rtsp://admin:12#34@host/x' }, []],
    [{ source_url: 'rtsp://admin:p@s/s?w#d:1%@10.0.0.9/x' }, []],
    [{ source_url: 'rtsp://192.168.1.20/stream@2' }, []],
    [{ protocol: 'http', source_url: 'HTTPS://cam/video' }, []],
    [{ protocol: 'onvif', source_url: 'onvif://192.168.1.10' }, []],
    [{ protocol: 'onvif', source_url: 'onvifs://192.168.1.10:8443' }, []],
    [{ live_source_url: 'rtsp://192.168.1.10/stream2' }, []],
    [{ live_source_url: 'http://192.168.1.10/video' }, ['live_source_url']],
    [{ protocol: 'onvif', source_url: 'onvif://cam', live_source_url: 'rtsp://cam/stream2' }, []],
    [{ protocol: 'usb' }, ['node_name']],
    [{ protocol: 'usb', node_name: 'pi', device_path: 'video0' }, ['device_path']],
    [{ protocol: 'usb', node_name: 'pi', source_url: 'nonsense' }, []],
    [{ resolution: '1280*720' }, ['resolution']],
    [{ framerate: '0' }, ['framerate']],
    [{ framerate: '61' }, ['framerate']],
    [{ framerate: 'many' }, ['framerate']],
  ])('judges %j', (changes, fields) => {
    expect(wrongFields(changes)).toEqual(fields);
  });
});

describe('toNewCamera', () => {
  it('sends only the fields of the protocol', () => {
    const usb = toNewCamera(cameraFormSchema.parse({ ...valid, protocol: 'usb', node_name: 'pi' }));
    expect(usb).toMatchObject({ device_path: '/dev/video0', node_name: 'pi' });
    expect(usb).not.toHaveProperty('source_url');
  });
});
