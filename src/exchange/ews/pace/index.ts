export { budgetOf } from './budget-of.ts';
export { createServerPaces, type Pace, type ServerPaces } from './server-paces.ts';
