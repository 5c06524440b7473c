import { expect, test } from 'vitest';
import { productName } from './product-name.ts';

test.each([
  ['15.2.1544.4', 'Exchange 2019 CU14'],
  ['15.2.1748.39', 'Exchange 2019 CU15'],
  ['15.2.2562.17', 'Exchange Server SE'],
  ['15.2.1600.1', 'Exchange 2019'],
  ['15.1.2507.6', 'Exchange 2016 CU23'],
  ['15.0.847.32', 'Exchange 2013 SP1'],
  ['14.3.123.4', 'Exchange 2010 SP3'],
  ['8.3.83.6', 'Exchange 2007 SP3'],
  ['15.20.7000.1', 'Exchange Online'],
  ['6.5.0.0', 'Exchange'],
  ['nonsense', 'Exchange'],
])('%s is %s', (build, name) => {
  expect(productName(build)).toBe(name);
});
