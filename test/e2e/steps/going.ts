import type { Visitor } from './visitor.ts';

type Target = 'synchronisation' | 'accounts' | 'conflicts' | 'why' | 'exchangeConnector' | 'users' | 'audit';

/** Along the navigation beside the page. */
export async function go({ page, t }: Visitor, target: Target): Promise<void> {
  const name = t(`page.navigation.${target}`);
  const navigation = page.getByRole('navigation', { name: t('page.navigation.label') });
  await navigation.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}
