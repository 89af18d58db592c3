import { useState, type ReactNode } from 'react';
import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { Channel, Rule } from '@/features/alerts/api/alerts';
import { ChannelDialog } from '@/features/alerts/components/channel-dialog';
import { ChannelList } from '@/features/alerts/components/channel-list';
import { DeliveryList } from '@/features/alerts/components/delivery-list';
import { DeviceSection } from '@/features/alerts/components/device-section';
import { ModeSwitch } from '@/features/alerts/components/mode-switch';
import { RuleDialog } from '@/features/alerts/components/rule-dialog';
import { RuleList } from '@/features/alerts/components/rule-list';
import { useAuthStatus } from '@/features/auth/api/get-auth-status';
import { useCameras } from '@/features/cameras/api/get-cameras';
import { alertTexts as t } from '@/texts/alerts';
import { PageHeading } from '../layout/page-heading';

export function AlertsPage() {
  const { data: cameras = [] } = useCameras();
  const { data: status } = useAuthStatus();
  const [rule, setRule] = useState<Rule | 'new' | null>(null);
  const [channel, setChannel] = useState<Channel | 'new' | null>(null);
  return (
    <div className="mx-auto max-w-3xl space-y-8">
      <div>
        <PageHeading title={t.title}>
          <ModeSwitch />
        </PageHeading>
        <p className="text-sm text-muted">{t.intro}</p>
      </div>
      <Section title={t.rules} action={<AddButton label={t.addRule} onClick={() => setRule('new')} />}>
        <RuleList onEdit={setRule} />
      </Section>
      <Section
        title={t.channels}
        action={<AddButton label={t.addChannel} onClick={() => setChannel('new')} />}
      >
        <ChannelList onEdit={setChannel} />
      </Section>
      {status && <DeviceSection hasUser={status.user !== null} />}
      <Section title={t.deliveries}>
        <DeliveryList />
      </Section>
      {rule && (
        <RuleDialog rule={rule === 'new' ? null : rule} cameras={cameras} onClose={() => setRule(null)} />
      )}
      {channel && (
        <ChannelDialog channel={channel === 'new' ? null : channel} onClose={() => setChannel(null)} />
      )}
    </div>
  );
}

function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="small" onClick={onClick}>
      <Plus className="size-4" aria-hidden />
      {label}
    </Button>
  );
}

function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <div className="mb-3 flex items-center gap-3">
        <h2 className="flex-1 text-lg font-semibold">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
