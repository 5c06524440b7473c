export { asCrmKeepsSeries } from './as-crm-keeps-series.ts';
export { horizonAt } from './horizon.ts';
