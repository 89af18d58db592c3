import { DeviceSection } from '@/features/alerts/components/device-section';
import { useAuthStatus } from '@/features/auth/api/get-auth-status';
import { PasswordSection } from '@/features/auth/components/password-section';
import { SessionSection } from '@/features/auth/components/session-section';
import { TokenSection } from '@/features/auth/components/token-section';
import { TotpSection } from '@/features/auth/components/totp-section';
import { useCameras } from '@/features/cameras/api/get-cameras';
import { authTexts as t } from '@/texts/auth';
import { PageHeading } from '../layout/page-heading';

export function AccountPage() {
  const { data: status } = useAuthStatus();
  const { data: cameras = [] } = useCameras();
  return (
    <div className="mx-auto max-w-3xl space-y-4">
      <PageHeading title={t.account} />
      {status?.user ? (
        <>
          {status.user.has_password && (
            <>
              <TotpSection enabled={status.user.two_factor} />
              <PasswordSection />
            </>
          )}
          <DeviceSection hasUser />
          <SessionSection />
          <TokenSection user={status.user} cameras={cameras} />
        </>
      ) : (
        <p className="text-sm text-muted">{t.openNotice}</p>
      )}
    </div>
  );
}
