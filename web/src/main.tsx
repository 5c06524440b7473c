import '@mantine/core/styles.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { StrictMode, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { Router } from 'wouter';
import { AccessGate } from './access/access-gate.tsx';
import { takeLinkToken } from './access/link-token.ts';
import { startLanguage } from './language.ts';
import { aroundNavigation, watchHistory } from './shell/navigation.ts';
import { Shell } from './shell/shell.tsx';
import { colourVariables, themeFor } from './theme.ts';

const linkToken = takeLinkToken();
startLanguage();
watchHistory();

const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 1_000 } } });
/** The one that the server allows in its Content-Security-Policy for this answer. */
const styleNonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

function Themed({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <MantineProvider
      theme={useMemo(() => themeFor(t), [t])}
      cssVariablesResolver={colourVariables}
      defaultColorScheme="light"
      getStyleNonce={styleNonce}
    >
      {children}
    </MantineProvider>
  );
}

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Themed>
        <QueryClientProvider client={queries}>
          <Router aroundNav={aroundNavigation}>
            <AccessGate linkToken={linkToken}>
              <Shell />
            </AccessGate>
          </Router>
        </QueryClientProvider>
      </Themed>
    </StrictMode>,
  );
}
