import { useContext } from 'react';
import { Link } from '@tanstack/react-router';
import {
  CalendarClock,
  Cctv,
  Clapperboard,
  HardDrive,
  MessageCircle,
  Moon,
  Settings,
  Sun,
  type LucideIcon,
} from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { mayDo, type Role } from '@/lib/account';
import { RoleContext } from '@/lib/hooks/use-role';
import { appTexts as t } from '@/texts/app';
import { chatTexts } from '@/texts/chat';
import { sharedTexts } from '@/texts/shared';
import { useTheme } from '../theme';
import { UserMenu } from './user-menu';

const pages = [
  { to: '/cameras', label: t.cameras, icon: Cctv, needed: 'viewer' },
  { to: '/recordings', label: t.recordings, icon: Clapperboard, needed: 'viewer' },
  { to: '/events', label: t.events, icon: CalendarClock, needed: 'viewer' },
  { to: '/storage', label: t.storage, icon: HardDrive, needed: 'viewer' },
  { to: '/settings', label: t.settings, icon: Settings, needed: 'administrator' },
] as const satisfies readonly { to: string; label: string; icon: LucideIcon; needed: Role }[];

interface HeaderProps {
  chatOpen: boolean;
  onToggleChat: () => void;
}

export function Header({ chatOpen, onToggleChat }: HeaderProps) {
  const { theme, toggle } = useTheme();
  const role = useContext(RoleContext);
  return (
    <header className="sticky top-0 z-20 border-b bg-surface/95 backdrop-blur">
      <div className="mx-auto flex h-14 max-w-[120rem] items-center gap-3 px-4 sm:px-6">
        <Link to="/cameras" className="flex items-center gap-2 font-semibold">
          <img src="/favicon.svg" alt="" className="size-7" />
          <span className="max-sm:sr-only">{sharedTexts.appName}</span>
        </Link>
        <nav aria-label={t.mainNavigation} className="flex flex-1 gap-1 max-sm:gap-0 sm:ml-4">
          {pages
            .filter(({ needed }) => mayDo(role, needed))
            .map(({ to, label, icon: Icon }) => (
              <Link
                key={to}
                to={to}
                className="flex min-h-10 items-center gap-2 rounded-lg px-3 text-sm font-medium text-muted hover:bg-raised max-sm:px-2"
                activeProps={{ className: 'bg-raised text-ink!' }}
              >
                <Icon className="size-4.5" aria-hidden />
                <span className="max-lg:sr-only">{label}</span>
              </Link>
            ))}
        </nav>
        <IconButton
          icon={MessageCircle}
          label={chatOpen ? chatTexts.close : chatTexts.open}
          aria-expanded={chatOpen}
          onClick={onToggleChat}
        />
        <IconButton
          icon={theme === 'dark' ? Sun : Moon}
          label={theme === 'dark' ? t.toLight : t.toDark}
          onClick={toggle}
        />
        <UserMenu />
      </div>
    </header>
  );
}
