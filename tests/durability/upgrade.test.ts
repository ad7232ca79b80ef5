import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OutageId } from '@registry/domain';
import { declare, latestTo, openPage, sendForm, update } from '../set-up/outage-desk.ts';
import { startRegister } from '../set-up/register.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { putItems, readItems, releases, Story } from './release.ts';

const icb = { role: 'icb', org: 'Z01' } as const;
const nhsEngland = { role: 'national', org: 'X26' } as const;
const kept = await readdir(releases);

describe.each(kept)('on data kept from %s, in the middle of an outage', (release) => {
  let dataDir: string;
  let register: RunningRegister;
  let story: Story;
  let outage: OutageId;

  beforeAll(async () => {
    story = Story.parse(JSON.parse(await readFile(join(releases, release, 'story.json'), 'utf8')));
    outage = story.outage as OutageId;
    dataDir = await mkdtemp(join(tmpdir(), 'registry-upgrade-'));
    await (await startRegister({ dataDir })).stop();
    await putItems(dataDir, await readItems(release));
    register = await startRegister({ dataDir });
  });
  afterAll(async () => {
    await register.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** What a call answers, once it has answered with a status. */
  async function ask(status: number, method: string, path: string, body?: object) {
    const answer = await register.request(icb, method, path, body && { body });
    const text = await answer.text();
    expect([path, answer.status, answer.status === status ? '' : text]).toEqual([path, status, '']);
    return JSON.parse(text) as Record<string, never>;
  }

  test('the list and the story are whole', async () => {
    const { outages } = await ask(200, 'GET', '/outages');
    expect(outages).toMatchObject([
      { id: outage, status: 'open', lastUpdate: 2, effects: {} },
      { id: story.national, status: 'open', declaredBy: 'X26' },
      { status: 'resolved' },
    ]);
    const shown = await ask(200, 'GET', `/outages/${outage}`);
    expect(shown).toMatchObject({
      outage: { totals: { practices: 4, hit: 3, notHit: 1, pcnsWhollyHit: 1, pcnsUnknown: 0 } },
      updates: [{ number: 1 }, { number: 2 }],
      notes: [{ kind: 'action' }, { kind: 'statement', source: 'status page' }],
    });
  });

  test('the board knows who was told and who answered', async () => {
    const board = await ask(200, 'GET', `/outages/${outage}/practices`);
    expect(board).toMatchObject({
      counts: { exposed: 3, confirmedDown: 1, notHeard: 2, unreachable: 1 },
      practices: [
        { odsCode: 'Z00001', down: 'down', note: 'On paper.', alert: 'sent' },
        { odsCode: 'Z00002', alert: 'sent' },
        { odsCode: 'Z00003', alert: 'unreachable' },
      ],
    });
  });

  test('exposure shows what practices say, and records what they declared', async () => {
    const page = await register.as(icb).exposurePage({ products: ['emis-web'] });
    expect(page.totals).toMatchObject({ practices: 4, hit: 3 });
    expect(page.practices.find(({ odsCode }) => odsCode === 'Z00001')?.said?.down).toBe('down');
    const { practice } = await register.as(icb).readPractice('Z00001');
    expect(practice.contacts).toHaveLength(1);
    expect((await register.as(icb).readProfile('Z01')).profile.sender).toBe('NHS Fictional');
  });

  test('what was published is known by dataset, for an import to go on from', async () => {
    const publisher = { ...nhsEngland, scope: 'directory:write' } as const;
    const { name, practices } = await register.as(publisher).readDirectory('Z01');
    expect([name, practices.length]).toEqual(['Fictional Z01', 4]);
    expect(practices[3]).toMatchObject({
      odsCode: 'Z00004',
      datasets: {
        demonstration: {
          asAt: '2026-08-01',
          icb: { code: 'Z01' },
          listSize: 9000,
          systems: [{ role: 'clinical-system', product: 'systmone' }],
        },
      },
    });
    expect(await register.as(publisher).listDatasets()).toEqual({ datasets: [] });
  });

  test('a link texted before opens, and takes an answer', async () => {
    const page = await openPage(register, story.token);
    expect([page.status, await page.text()]).toEqual([
      200,
      expect.stringContaining('EMIS Web is not loading'),
    ]);
    const sent = await sendForm(register, story.token, { down: 'partly' });
    expect([sent.status, await sent.text()]).toEqual([303, '']);
    const board = await ask(200, 'GET', `/outages/${outage}/practices`);
    expect(board).toMatchObject({ practices: [{ down: 'partly' }, {}, {}] });
  });

  test('an update reaches those who were told before', async () => {
    await update(register, 'Z01', outage, { status: 'recovering', message: 'Coming back.' });
    expect(latestTo(register, '+447700900002').body).toContain('Coming back.');
  });

  test('NHS England goes on with its own', async () => {
    await update(register, nhsEngland, story.national as OutageId, { message: 'No news yet.' });
    const shown = await ask(200, 'GET', `/outages/${story.national}`);
    expect(shown).toMatchObject({ outage: { lastUpdate: 2, totals: { hit: 1 } } });
  });

  test('another outage is declared, and this one resolved and declared anew', async () => {
    await declare(register, 'Z01', { products: ['systmone'] });
    const again = {
      products: ['emis-web'],
      title: 'Again',
      message: 'Again.',
      severity: 'minor',
    };
    const refused = await ask(409, 'POST', '/outages', again);
    expect(refused).toMatchObject({ code: 'already-open' });
    await update(register, 'Z01', outage, { status: 'resolved', message: 'All clear.' });
    await declare(register, 'Z01');
  });
});
