import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Problem } from '@registry/contract';
import type { OutageId } from '@registry/domain';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import { declare, messages, registerContacts, update } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const [ours, theirs] = inventedCodes(2) as [string, string];
const us = { role: 'icb', org: 'Z01' } as const;
const them = { role: 'icb', org: 'Z02' } as const;
const england = { role: 'national', org: 'X26' } as const;
const theirPractice = { role: 'practice', org: theirs } as const;
type Claims = NonNullable<Parameters<RunningRegister['request']>[0]>;

/**
 * The firewall, what protects its practices, and an online consultation system of its own; a word
 * gives each away.
 */
const [firewall, consulting, absent] = ['z01.firewall', 'z01.consulting', 'z01.nothing'] as const;
const secret = /z01\.|osprey|crowdstrike/i;
const sam = { name: 'Sam Fictional', role: 'Practice manager', mobile: '+447700900101' };

let register: RunningRegister;
let localOutage: OutageId;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(register, 'Z01', [{ odsCode: ours, clinicalSystem: 'systmone' }]);
  await loadIcb(register, 'Z02', [{ odsCode: theirs, clinicalSystem: 'systmone' }]);
  const product = { name: 'Osprey', supplier: 'Osprey Limited' };
  const advice = { text: 'Ring the osprey.', by: 'icb', reviewBy: '2099-01-01' };
  await register.as(us).putProduct(firewall, {
    ...product,
    roles: ['network'],
    advice: [{ id: 'z01.ring', ...advice }],
    dependencies: [
      { needs: ['hscn'], effect: 'unavailable', advice: ['z01.ring'] },
      { needs: ['eps'], effect: 'unsafe' },
    ],
  });
  await register.as(us).putProduct(consulting, { ...product, roles: ['online-consultation'] });
  await register.as(us).registerPractice(ours, {
    systems: [
      { role: 'network', product: firewall },
      { role: 'online-consultation', product: consulting },
      { role: 'endpoint-security', product: 'crowdstrike-falcon' },
    ],
    contacts: [],
  });
  await registerContacts(register, ours, [sam]);
  localOutage = await declare(register, 'Z01', { products: [firewall], title: 'Network down' });
});
afterAll(() => register.stop());

const get = (who: Claims, path: string) => register.request(who, 'GET', path);

test('the ICB itself is told it by each of these answers', async () => {
  const paths = [
    '/products',
    '/practices',
    `/practices/${ours}`,
    `/exposure?product=${firewall}`,
    '/exposure?product=hscn',
    '/exposure?product=eps&format=csv',
    '/outages',
    `/outages/${localOutage}/practices`,
  ];
  for (const path of paths) {
    expect([path, secret.test(await (await get(us, path)).text())]).toEqual([path, true]);
  }
});

describe('asked for by its id, it is as absent as one that nobody has', () => {
  const asking: Record<string, (who: Claims, id: string) => Promise<Response>> = {
    exposure: (who, id) => get(who, `/exposure?product=${id}`),
    'exposure with others': (who, id) => get(who, `/exposure?product=eps&product=${id}`),
    'exposure as CSV': (who, id) => get(who, `/exposure?product=${id}&format=csv`),
    'degraded exposure': (who, id) => get(who, `/exposure?product=${id}:degraded`),
    summary: (who, id) => get(who, `/exposure/summary?product=${id}`),
    'summary of its ICB': (who, id) => get(who, `/exposure/summary?product=${id}&icb=Z01`),
    declaring: (who, id) =>
      register.request(who, 'POST', '/outages', {
        body: { products: [id], title: 'Down', message: 'It is down.', severity: 'major' },
      }),
  };
  test.each(
    Object.entries(asking).flatMap(([what, ask]) => [
      { what, who: 'another ICB', claims: them, ask },
      { what, who: 'NHS England', claims: england, ask },
    ]),
  )('$what, by $who', async ({ claims, ask }) => {
    const [held, never] = await Promise.all([ask(claims, firewall), ask(claims, absent)]);
    expect([held.status, never.status]).toEqual([404, 404]);
    const words = (await held.text()).replaceAll(firewall, absent);
    expect(words).toBe(await never.text());
    expect(words).not.toMatch(/osprey/i);
  });

  test('recording it, by another ICB and its practice', async () => {
    for (const who of [them, theirPractice]) {
      const answers = await Promise.all(
        [firewall, absent].map(async (product) => {
          const body = { systems: [{ role: 'network', product }], contacts: [] };
          const answer = await register.request(who, 'PUT', `/practices/${theirs}`, { body });
          return [answer.status, (await answer.text()).replaceAll(product, 'ID')];
        }),
      );
      expect(answers[0]).toEqual([400, expect.stringContaining('there is no product ID')]);
      expect(answers[1]).toEqual(answers[0]);
    }
  });

  test('needing it, by a product of another ICB', async () => {
    const answers = await Promise.all(
      [firewall, absent].map(async (need) => {
        const dependencies = [{ needs: [need], effect: 'unavailable' }];
        const body = { name: 'Ours', supplier: 'Ours', roles: [], dependencies };
        const answer = await register.request(them, 'PUT', '/products/z02.ours', { body });
        const { errors } = Problem.parse(await answer.json());
        return [answer.status, JSON.stringify(errors).replaceAll(need, 'ID')];
      }),
    );
    expect(answers[0]).toEqual([400, expect.stringContaining('there is no product or role ID')]);
    expect(answers[1]).toEqual(answers[0]);
  });
});

describe('what nobody asked for is not told', () => {
  const questions = ['hscn', 'eps', 'systmone', 'microsoft-365', 'spine'].flatMap((product) => [
    `/exposure?product=${product}`,
    `/exposure?product=${product}&icb=Z01`,
    `/exposure?product=${product}&format=csv`,
    `/exposure/summary?product=${product}&icb=Z01`,
  ]);
  test.each([...questions, '/products', '/outages', '/icbs'])('%s', async (path) => {
    // Everybody knows that there is CrowdStrike Falcon; that it protects our practice, nobody does.
    const told = path === '/products' ? /z01\.|osprey/i : secret;
    for (const who of [them, england]) {
      const answer = await get(who, path);
      expect([path, told.exec(await answer.text())]).toEqual([path, null]);
    }
  });

  test('nor by what is hit: NHS England’s answer is that of a practice of which it is not recorded', async () => {
    const row = async (product: string) =>
      (await register.as(england).exposurePage({ products: [product], icb: 'Z01' })).practices[0];
    // Its firewall needs EPS, and its consultation system is nobody’s: the network knows of
    // neither.
    expect((await row('eps'))?.impacts.map(({ role }) => role)).toEqual([
      'electronic-prescriptions',
    ]);
    expect(await row('systmone')).toMatchObject({ state: 'hit' });
    const { state, unknownRoles } = (await row('econsult'))!;
    expect([state, unknownRoles]).toEqual([
      'unknown',
      [{ role: 'online-consultation', reason: 'not-recorded', products: [] }],
    ]);
    const [own] = (await register.as(us).exposurePage({ products: ['econsult'] })).practices;
    expect(own?.state).toBe('not-hit');
  });

  test('nor by its outage, nor by a national one and its board', async () => {
    const absentToo = await Promise.all(
      [them, england].flatMap((who) =>
        ['', '/practices'].map((what) => get(who, `/outages/${localOutage}${what}`)),
      ),
    );
    expect(absentToo.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const from = messages(register).length;
    const id = await declare(register, england, { products: ['hscn'], title: 'HSCN is down' });
    for (const who of [england, them]) {
      for (const path of ['/outages', `/outages/${id}`, `/outages/${id}/practices`]) {
        expect([path, secret.exec(await (await get(who, path)).text())]).toEqual([path, null]);
      }
    }
    const board = await register.as(us).board(id);
    expect(board.counts.exposed).toBe(1);
    expect(board.exposure?.changes).toEqual([]);
    expect((await register.as(england).board(id)).exposure?.changes).toEqual([]);
    expect(messages(register, from)).toHaveLength(1);
    await update(register, england, id, { status: 'resolved', notify: 'none' });
    expect(register.cloud.refusals).toEqual([]);
  });
});

test('no log names it', () => {
  const logs = register.cloud.logs().join('\n');
  expect(logs).toContain('"answered"');
  expect(logs).not.toMatch(/z01\.|osprey/i);
});
