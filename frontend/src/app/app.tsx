import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Tooltip } from 'radix-ui';
import { Toaster } from 'sonner';
import { queryClient } from './query-client';
import { router } from './router';
import { useTheme } from './theme';

/** Where toasts cover no control: those of dialogs, selections and the full screen are at the bottom. */
const belowHeader = { offset: { top: 64 }, mobileOffset: { top: 64 } };

export function App() {
  const { theme } = useTheme();
  return (
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delayDuration={400}>
        <RouterProvider router={router} />
        <Toaster theme={theme} position="top-center" {...belowHeader} closeButton />
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}
