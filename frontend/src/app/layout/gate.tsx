import { lazy, Suspense, type ReactNode } from 'react';
import { useSearch } from '@tanstack/react-router';
import { ErrorNotice } from '@/components/ui/error-notice';
import { useAuthStatus } from '@/features/auth/api/get-auth-status';
import { RoleContext } from '@/lib/hooks/use-role';

const LoginPage = lazy(() =>
  import('@/features/auth/components/login-page').then(({ LoginPage }) => ({ default: LoginPage })),
);
const SetupPage = lazy(() =>
  import('@/features/auth/components/setup-page').then(({ SetupPage }) => ({ default: SetupPage })),
);

/** Shows the app to whom it is for. The address stays as it is, so that who logs in sees what they came for. */
export function Gate({ children }: { children: ReactNode }) {
  const { data: status, error, refetch } = useAuthStatus();
  const { problem } = useSearch({ strict: false });
  if (!status) {
    return error ? (
      <main className="mx-auto max-w-xl p-6">
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </main>
    ) : null;
  }
  if (status.setup_required) {
    return (
      <Suspense fallback={null}>
        <SetupPage />
      </Suspense>
    );
  }
  if (status.mode === 'on' && !status.user) {
    return (
      <Suspense fallback={null}>
        <LoginPage loginWith={status.login_with} problem={problem} />
      </Suspense>
    );
  }
  return <RoleContext value={status.user?.role ?? 'administrator'}>{children}</RoleContext>;
}
