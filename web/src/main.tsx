import '@mantine/core/styles.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AccessGate } from './access/access-gate.tsx';
import { startLanguage } from './language.ts';
import { Page } from './page.tsx';
import { theme } from './theme.ts';

startLanguage();

const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 1_000 } } });
/** The one that the server allows in its Content-Security-Policy for this answer. */
const styleNonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="light" getStyleNonce={styleNonce}>
        <QueryClientProvider client={queries}>
          <AccessGate>
            <Page />
          </AccessGate>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
