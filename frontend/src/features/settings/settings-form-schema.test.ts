import { describe, expect, it } from 'vitest';
import type { Settings } from './api/get-settings';
import { settingsChanges, settingsFormSchema, toSettingsForm } from './settings-form-schema';

const settings: Settings = {
  default_resolution: '640x480',
  default_framerate: 15,
  default_camera_node: null,
  default_recorder_node: null,
  k8s_namespace: null,
  cleanup_interval: '*/2 * * * *',
  creating_timeout_minutes: 3,
  node_ips: {},
  encryption: { certificate: 'none', fingerprint: null, valid_until: null },
  chatbot: { api_key_configured: true, enabled_tools: ['list_cameras'], available_tools: ['list_cameras'] },
};

describe('settingsChanges', () => {
  it('is empty when nothing was changed', () => {
    expect(settingsChanges(settings, settingsFormSchema.parse(toSettingsForm(settings)))).toEqual({});
  });

  it('names what was changed and nothing else', () => {
    const form = settingsFormSchema.parse({
      ...toSettingsForm(settings),
      default_framerate: '25',
      chatbot_tools: [],
      anthropic_api_key: ' key ',
    });
    expect(settingsChanges(settings, form)).toEqual({
      default_framerate: 25,
      chatbot_tools: [],
      anthropic_api_key: 'key',
    });
  });
});
