import { buttonClass } from '@/components/ui/button-class';
import { FormError } from '@/components/ui/form-error';
import { cn } from '@/lib/cn';
import { authTexts as t } from '@/texts/auth';
import type { LoginProblem } from '../login-problems';

interface ProviderLoginProps {
  name: string;
  problem: LoginProblem | undefined;
}

/** The way to the OpenID Connect provider, which is another site: a link, and no request of the page. */
export function ProviderLogin({ name, problem }: ProviderLoginProps) {
  const { pathname, search } = window.location;
  const wanted = pathname === '/login' ? '/' : pathname + search;
  return (
    <div className="mb-5 space-y-4 border-b pb-5">
      <FormError message={problem && t.loginProblems[problem](name)} />
      <a
        href={`/api/auth/oidc/login?return_url=${encodeURIComponent(wanted)}`}
        className={cn(buttonClass('primary'), 'w-full')}
      >
        {t.loginWith(name)}
      </a>
    </div>
  );
}
