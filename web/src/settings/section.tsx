import { Fieldset, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A group of settings under a heading of the manual. */
export function Section({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <Fieldset
      legend={
        <Title order={2} size="h4">
          {heading}
        </Title>
      }
    >
      <Stack gap="lg" pt="xs">
        {children}
      </Stack>
    </Fieldset>
  );
}
