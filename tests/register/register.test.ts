import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const [ods1, ods2, ods3, ods4, ods5] = inventedCodes(5) as [string, string, string, string, string];
const burst = inventedCodes(30, 101);
const icb = { role: 'icb', org: 'Z01' } as const;
const practice = (org: string) => ({ role: 'practice', org }) as const;

const declaration = {
  systems: [
    { role: 'clinical-system', product: 'systmone' },
    { role: 'document-management', product: null },
  ],
  contacts: [
    {
      name: 'Sam Fictional',
      role: 'Practice manager',
      mobile: '07700 900123',
      email: 'Manager@example.nhs.uk',
      alternativeEmail: 'sam@example.org',
    },
  ],
  continuity: { bypassNumber: '01632 960456', planReviewedOn: '2026-05-01' },
};
const supplement = {
  systems: [{ role: 'network', product: 'hscn' }],
  contacts: [{ name: 'Jo Invented', role: 'Deputy', mobile: '+44 7700 900 456', order: 2 }],
  continuity: { bypassNumber: '01632 960789', planExercisedOn: '2026-06-12' },
};

let register: RunningRegister;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(
    register,
    'Z01',
    [ods1, ods2, ods3, ods4].map((odsCode) => ({ odsCode })),
  );
  await loadIcb(register, 'Z02', [{ odsCode: ods5 }]);
  await loadIcb(
    register,
    'Z9K4D',
    burst.map((odsCode) => ({ odsCode })),
  );
});
afterAll(() => register.stop());

test('a practice declares and its ICB supplies: both are kept, each with who said it', async () => {
  const declared = await register.as(practice(ods1)).registerPractice(ods1, declaration);
  expect(declared.etag).toBe('"2"');
  await register.as(icb).registerPractice(ods1, supplement);
  const { practice: held, etag } = await register.as(practice(ods1)).readPractice(ods1);
  expect(etag).toBe('"3"');
  expect(held).toMatchObject({ odsCode: ods1, icb: 'Z01', version: 3 });
  expect(held.systems.map(({ role, product, provenance }) => [role, product, provenance])).toEqual([
    ['clinical-system', 'systmone', 'declared'],
    ['document-management', null, 'declared'],
    ['network', 'hscn', 'supplied'],
  ]);
  expect(held.contacts).toEqual([
    {
      name: 'Sam Fictional',
      role: 'Practice manager',
      mobile: '+447700900123',
      email: 'manager@example.nhs.uk',
      alternativeEmail: 'sam@example.org',
      hours: 'any',
      order: 1,
      provenance: 'declared',
      verified: false,
    },
    {
      name: 'Jo Invented',
      role: 'Deputy',
      mobile: '+447700900456',
      hours: 'any',
      order: 2,
      provenance: 'supplied',
      verified: false,
    },
  ]);
  expect(held.continuity).toEqual({
    bypassNumber: '+441632960456',
    planReviewedOn: '2026-05-01',
    planExercisedOn: '2026-06-12',
  });
  expect(await register.as(icb).readPractice(ods1)).toEqual({ practice: held, etag });
});

test('what PUT takes is what GET gives back, so that it can be changed and sent again', async () => {
  const client = register.as(practice(ods1));
  const { practice: held, etag } = await client.readPractice(ods1);
  const { at: _at, ...said } = held.declared!;
  const again = await client.registerPractice(ods1, said, { ifMatch: etag });
  expect(again.practice.contacts).toEqual(held.contacts);
  expect(again.practice.systems).toEqual(held.systems);
});

test('a stale If-Match is 412 and nothing is lost', async () => {
  const first = await register.as(practice(ods2)).registerPractice(ods2, declaration);
  const late = await register.request(practice(ods2), 'PUT', `/practices/${ods2}`, {
    body: { systems: [], contacts: [] },
    headers: { 'if-match': '"1"' },
  });
  expect(late.status).toBe(412);
  expect(late.headers.get('content-type')).toBe('application/problem+json');
  expect(await late.json()).toMatchObject({
    status: 412,
    detail: expect.stringContaining('version 1, and the record is now at version 2'),
  });
  expect(await register.as(practice(ods2)).readPractice(ods2)).toEqual(first);
});

test('of two writers with the same ETag exactly one succeeds, though both write at once', async () => {
  const { etag } = await register.as(icb).readPractice(ods3);
  const write = (claims: typeof icb | ReturnType<typeof practice>, body: unknown) =>
    register.request(claims, 'PUT', `/practices/${ods3}`, { body, headers: { 'if-match': etag } });
  const answers = await Promise.all([
    write(practice(ods3), declaration),
    write(icb, supplement),
    write(practice(ods3), declaration),
    write(icb, supplement),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  expect((await register.as(icb).readPractice(ods3)).practice.version).toBe(2);
});

describe('confirmation', () => {
  const confirm = (claims: typeof icb | ReturnType<typeof practice>, ods: string, key: string) =>
    register.request(claims, 'POST', `/practices/${ods}/confirmation`, {
      headers: { 'idempotency-key': key },
    });

  test('changes once under one key, and again under another', async () => {
    const before = (await register.as(icb).readPractice(ods4)).practice.version;
    const first = await confirm(practice(ods4), ods4, 'key-1');
    const again = await confirm(practice(ods4), ods4, 'key-1');
    expect([first.status, again.status]).toEqual([200, 200]);
    const confirmed = await first.json();
    expect(confirmed).toMatchObject({ version: before + 1, confirmed: { by: 'practice' } });
    expect(await again.json()).toEqual(confirmed);
    const later = await confirm(practice(ods4), ods4, 'key-2');
    expect(await later.json()).toMatchObject({ version: before + 2 });
  });

  test('sent twice at once under one key still changes once', async () => {
    const before = (await register.as(icb).readPractice(ods4)).practice.version;
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => confirm(practice(ods4), ods4, 'at-once')),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await register.as(icb).readPractice(ods4)).practice.version).toBe(before + 1);
  });

  test('one practice’s key is no other practice’s key', async () => {
    const before = (await register.as(icb).readPractice(ods3)).practice.version;
    expect((await confirm(practice(ods4), ods4, 'shared-key')).status).toBe(200);
    expect(await (await confirm(practice(ods3), ods3, 'shared-key')).json()).toMatchObject({
      odsCode: ods3,
      version: before + 1,
    });
  });

  test('the same key for another request is 422', async () => {
    expect((await confirm(practice(ods4), ods4, 'whose-key')).status).toBe(200);
    const other = await confirm(icb, ods4, 'whose-key');
    expect([other.status, await other.json()]).toEqual([
      422,
      expect.objectContaining({ detail: expect.stringContaining('used before') }),
    ]);
  });
});

test('thirty practices of one ICB registering at the same moment all succeed, and the roster holds all thirty', async () => {
  const answers = await Promise.all(
    burst.map((odsCode) =>
      register.request(practice(odsCode), 'PUT', `/practices/${odsCode}`, { body: declaration }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(burst.map(() => 200));
  const { practices, totals } = await register
    .as({ role: 'icb', org: 'Z9K4D' })
    .exposurePage({ products: ['systmone'] });
  expect(totals).toMatchObject({ practices: 30, hit: 30 });
  expect(practices.map(({ odsCode, reachable }) => [odsCode, reachable])).toEqual(
    burst.map((odsCode) => [odsCode, ['sms', 'email']]),
  );
});

test('contact details reach the practice and its ICB only: no log, exposure or other tenant has them', async () => {
  const details = /fictional|invented|7700\D?900|960456|960789|example\.(?:nhs|org)/i;
  const own = await register.request(practice(ods1), 'GET', `/practices/${ods1}`);
  expect(await own.text()).toMatch(details);
  const products = 'product=emis-web&product=systmone&product=nhsmail';
  const national = { role: 'national', org: 'X26' } as const;
  const answers = await Promise.all([
    ...[icb, national].flatMap((who) => [
      register.request(who, 'GET', `/exposure?${products}`),
      register.request(who, 'GET', `/exposure?${products}&format=csv`),
      register.request(who, 'GET', `/exposure/summary?${products}`),
    ]),
    register.request({ role: 'icb', org: 'Z02' }, 'GET', '/practices'),
    register.request(national, 'GET', '/icbs'),
  ]);
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    // The invented ICBs' own names hold the word.
    expect((await answer.text()).replaceAll(/Fictional Z\w+/g, '')).not.toMatch(details);
  }
  const logs = register.cloud.logs().join('\n');
  expect(logs).toContain('"answered"');
  expect(logs).not.toMatch(details);
});
