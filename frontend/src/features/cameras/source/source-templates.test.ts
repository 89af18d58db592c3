import { describe, expect, it } from 'vitest';
import { buildSourceUrl, sourceTemplates, type SourceTemplate } from './source-templates';

const template: SourceTemplate = {
  brand: 'Test',
  protocol: 'rtsp',
  address: 'rtsp://{login}{host}:554/main',
};

describe('buildSourceUrl', () => {
  it('leaves the login out when there is none', () => {
    expect(buildSourceUrl(template, { host: ' 192.168.1.10 ', user: '', password: '' })).toBe(
      'rtsp://192.168.1.10:554/main',
    );
  });

  it('survives passwords with the characters of an address, and of a replacement', () => {
    const url = buildSourceUrl(template, { host: 'cam', user: 'ad:min', password: "p@ss/w#rd?$&$'" });
    expect(url).toBe("rtsp://ad%3Amin:p%40ss%2Fw%23rd%3F%24%26%24'@cam:554/main");
    expect(decodeURIComponent(new URL(url).password)).toBe("p@ss/w#rd?$&$'");
  });

  it('puts an IPv6 address in brackets', () => {
    expect(buildSourceUrl(template, { host: 'fd00::5', user: '', password: '' })).toBe(
      'rtsp://[fd00::5]:554/main',
    );
  });
});

describe('sourceTemplates', () => {
  it.each(sourceTemplates)('$brand gives an address of its protocol', (entry) => {
    const url = new URL(buildSourceUrl(entry, { host: '192.168.1.10', user: 'a', password: 'b' }));
    expect(url.protocol).toBe(`${entry.protocol}:`);
  });
});
