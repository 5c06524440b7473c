import { Container, Paper, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Brand } from '../shell/brand.tsx';
import { LanguageChoice } from '../shell/language-choice.tsx';
import { PageHeading } from '../shell/page-heading.tsx';

/** The pages before one is signed in: one narrow sheet under the name of the product. */
export function EntryFrame({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <>
      <header className="page-header">
        <Brand />
        <LanguageChoice />
      </header>
      <Container size="xs" py="xl" component="main">
        <Paper p={{ base: 'md', sm: 'xl' }} shadow="sm">
          <Stack>
            <PageHeading>{heading}</PageHeading>
            {children}
          </Stack>
        </Paper>
      </Container>
    </>
  );
}
