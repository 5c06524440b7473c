import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Place } from '../support/settings-world.ts';
import type { EngineWorld } from './steps/engine-world.ts';
import { openEngineWorld } from './steps/engine-world.ts';
import { holdAnswers } from './steps/holding.ts';
import type { Visitor } from './steps/visitor.ts';

let engine: EngineWorld;
let place: Place;
let visitor: Visitor;

beforeAll(async () => {
  engine = await openEngineWorld();
  [place] = (await engine.world.openPlaces('the API', [{}])) as [Place];
  visitor = await engine.visit(place, 'en', '/');
}, 240_000);
afterAll(() => engine?.close(), 60_000);

const open = (path: string) => visitor.page.goto(`${engine.world.server.url}${path}`);
const answerAt = (path: string) =>
  visitor.page
    .waitForResponse((response) => new URL(response.url()).pathname === path)
    .then((answer) => answer.finished());

describe('what arrives later does not push aside what somebody is about to press', () => {
  it('the own accounts are listed once it is known how they stand', async () => {
    const { page, t } = visitor;
    const status = await holdAnswers(page, '/api/status');
    const read = ['/api/accounts', '/api/available-profiles'].map(answerAt);
    await open('/accounts');
    await Promise.all([...read, status.given]);
    await page.getByText(t('page.loading')).waitFor();
    expect(await page.getByRole('article').count()).toBe(0);
    status.letGo();
    await page.getByRole('article').locator('[data-standing="never"]').waitFor();
  });

  it('a run that ends between pressing a link and letting it go does not cost the click', async () => {
    const { page, t } = visitor;
    const entry = page.getByRole('article');
    await entry.getByRole('link', { name: t('accounts.list.open'), exact: true }).hover();
    await page.mouse.down();
    await place.sync();
    await entry.locator('[data-standing="inStep"]').waitFor();
    await entry
      .getByRole('link', { name: t('plans.run.openRun') })
      .first()
      .waitFor();
    await page.mouse.up();
    await page.waitForURL(`**/accounts/${place.accountName}`);
    expect(visitor.complaints).toEqual([]);
  });

  it.each([
    { what: 'how it stands', path: '/api/status' },
    { what: 'how far its plan is', path: '/api/runs' },
  ])('the parts of an account are shown once it is known $what', async ({ path }) => {
    const { page, t } = visitor;
    const answers = await holdAnswers(page, path);
    const read = ['/api/accounts', `/api/users/${place.person.name}`].map(answerAt);
    await open(`/accounts/${place.accountName}`);
    await Promise.all([...read, answers.given]);
    await page.getByText(t('page.loading')).waitFor();
    const remove = page.getByRole('button', { name: t('accounts.delete.start') });
    expect(await remove.count()).toBe(0);
    answers.letGo();
    await remove.waitFor();
  });
});
