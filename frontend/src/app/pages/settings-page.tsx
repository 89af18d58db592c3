import { useNodes } from '@/features/nodes/api/get-nodes';
import { SettingsView } from '@/features/settings/components/settings-view';
import { settingsTexts as t } from '@/texts/settings';
import { PageHeading } from '../layout/page-heading';

export function SettingsPage() {
  const { data: nodes = [] } = useNodes();
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeading title={t.title} />
      <SettingsView nodeNames={nodes.map((node) => node.name)} />
    </div>
  );
}
