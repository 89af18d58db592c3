import { formatDateTime } from '@/lib/time';
import { settingsTexts as t } from '@/texts/settings';
import type { Settings } from '../api/get-settings';
import { SettingsSection } from './settings-section';

/** What the installation decides, to look at. */
export function SystemFacts({ settings }: { settings: Settings }) {
  const { encryption } = settings;
  const nodes = Object.entries(settings.node_ips);
  return (
    <SettingsSection title={t.system}>
      <dl className="grid gap-3 text-sm sm:grid-cols-[12rem_1fr]">
        {settings.k8s_namespace && (
          <>
            <dt className="text-muted">{t.namespace}</dt>
            <dd>{settings.k8s_namespace}</dd>
          </>
        )}
        <dt className="text-muted">{t.encryption}</dt>
        <dd>
          {t.certificates[encryption.certificate]}
          {encryption.fingerprint && (
            <>
              <p className="text-muted">{t.fingerprint}</p>
              <p className="font-mono text-xs break-all">{encryption.fingerprint}</p>
            </>
          )}
          {encryption.valid_until && (
            <p className="text-muted">{t.validUntil(formatDateTime(encryption.valid_until))}</p>
          )}
        </dd>
        <dt className="text-muted">{t.nodes}</dt>
        <dd>
          {nodes.length === 0
            ? t.noNodes
            : nodes.map(([name, address]) => (
                <p key={name} className="break-words">
                  {name} <span className="text-muted tabular-nums">{address}</span>
                </p>
              ))}
        </dd>
        {settings.protections && (
          <>
            <dt className="text-muted">{t.protections}</dt>
            <dd>
              <p className="break-words">{settings.protections.active.join(', ')}</p>
              {settings.protections.missing.map((reason) => (
                <p key={reason} className="break-words">
                  {t.unprotected} {reason}
                </p>
              ))}
            </dd>
          </>
        )}
      </dl>
    </SettingsSection>
  );
}
