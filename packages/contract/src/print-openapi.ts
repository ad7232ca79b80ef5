import { openApi } from './openapi.ts';

// `pnpm openapi`: the API's description on standard output.
process.stdout.write(`${JSON.stringify(openApi('/api'), null, 2)}\n`);
