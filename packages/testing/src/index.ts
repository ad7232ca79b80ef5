export { outage, totals, update } from './outage.fixture.ts';
