import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Tooltip } from 'radix-ui';
import { Toaster } from 'sonner';
import { queryClient } from './query-client';
import { router } from './router';
import { useTheme } from './theme';

export function App() {
  const { theme } = useTheme();
  return (
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delayDuration={400}>
        <RouterProvider router={router} />
        <Toaster theme={theme} position="bottom-left" closeButton />
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}
