import { Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useId } from 'react';

export function Section({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <Paper p="md" shadow="xs" component="section" aria-labelledby={id}>
      <Title order={2} size="h4" mb="sm" id={id}>
        {heading}
      </Title>
      {children}
    </Paper>
  );
}
