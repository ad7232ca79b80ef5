import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  declare,
  latestTo,
  registerContacts,
  sendJson,
  tokenIn,
  update,
} from '../set-up/outage-desk.ts';
import { loadIcb } from '../set-up/directory-builder.ts';
import { startRegister } from '../set-up/register.ts';
import { keepItems, releases } from './release.ts';

// Keeps what this checkout's code writes in the middle of an outage, for the code of later releases
// to read: node tests/durability/keep-release.ts NAME, after a build of the template by any test.

const release = process.argv[2];
if (release === undefined) throw new Error('Name the release: keep-release.ts 1.2.0');

const icb = { role: 'icb', org: 'Z01' } as const;
const nhsEngland = { role: 'national', org: 'X26' } as const;
const pcn = { code: 'U00001', name: 'Fictional PCN' };
const manager = (name: string, digits: string) => ({
  name,
  role: 'Practice manager',
  mobile: `07700 900${digits}`,
  email: `manager${digits}@example.nhs.uk`,
});

const folder = join(releases, release);
const dataDir = await mkdtemp(join(tmpdir(), 'registry-release-'));
const register = await startRegister({ dataDir });
await mkdir(folder, { recursive: true });

await loadIcb(register, 'Z01', [
  { odsCode: 'Z00001', pcn },
  { odsCode: 'Z00002', pcn },
  { odsCode: 'Z00003' },
  { odsCode: 'Z00004', clinicalSystem: 'systmone' },
]);
await loadIcb(register, 'Z02', [{ odsCode: 'Z00009' }]);
await register.as(icb).putProfile('Z01', { sender: 'NHS Fictional', phone: '01632 960001' });
// The earliest release knows no products of an ICB's own, and answers that there is no such route.
await register.request(icb, 'PUT', '/products/z01.firewall', {
  body: { name: 'County firewall', supplier: 'Invented Networks', roles: ['network'] },
});
const messaging = [{ role: 'patient-messaging', product: 'accurx-messaging' }];
await registerContacts(register, 'Z00001', [manager('Sam Fictional', '001')], messaging);
await registerContacts(register, 'Z00002', [manager('Ash Invented', '002')]);
await register.as(icb).registerPractice('Z00003', {
  systems: [{ role: 'telephony', product: null }],
  contacts: [],
});

const past = await declare(register, 'Z01', { products: ['systmone'], title: 'SystmOne is slow' });
await update(register, 'Z01', past, { status: 'resolved', message: 'It is well again.' });
const national = await declare(register, nhsEngland, {
  products: ['accurx-messaging'],
  title: 'Accurx sends no texts',
});
const outage = await declare(register, 'Z01');
const note = (what: string, body: object) =>
  register.request(icb, 'POST', `/outages/${outage}/${what}`, { body });
await note('actions', { text: 'Paper forms are on their way' });
await note('statements', { by: 'EMIS', text: 'We are looking into it.', source: 'status page' });
await update(register, 'Z01', outage);
const token = tokenIn(latestTo(register, '+447700900001'));
await sendJson(register, token, { down: 'down', status: 'coping', note: 'On paper.' });
await register.cloud.settled();
await register.stop();

await keepItems(dataDir, folder);
await writeFile(
  join(folder, 'story.json'),
  `${JSON.stringify({ outage, national, token }, null, 2)}\n`,
);
await rm(dataDir, { recursive: true });
