import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { catalogue } from '@registry/catalogue';
import type { DeclareAnswer } from '@registry/contract';
import { readPublishedRegister } from '@registry/directory';
import type { Board, PracticeView } from '@registry/domain';
import { smsSegments } from '@registry/domain';
import { loader } from '../set-up/directory-builder.ts';
import {
  addressees,
  codeIn,
  latestTo,
  messages,
  openPage,
  sendForm,
  sendJson,
  tokenIn,
  update,
  wordsOf,
} from '../set-up/outage-desk.ts';
import { digitsOf, publishedFiles, readEngland, switchboardsIn } from '../set-up/published.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { publishedData, startRegister } from '../set-up/register.ts';

const cornwall = { role: 'icb', org: 'QT6' } as const;
const profile = {
  sender: 'NHS Cornwall desk',
  phone: '01632 960001',
  approvedAdvice: [
    {
      id: 'work-without-clinical-system',
      by: 'Dr Fictional, medical director',
      on: '2026-01-01',
      reviewBy: '2027-06-30',
    },
  ],
};
const approved = catalogue.advice.find(({ id }) => id === 'work-without-clinical-system')!;

/**
 * Two who are told first, one by each practice on EMIS Web, and one on SystmOne who is to hear
 * nothing.
 */
const first = { name: 'Sam Fictional', mobile: '+447700900101', email: 'sam@example.nhs.uk' };
const second = { name: 'Jo Invented', mobile: '+447700900202', email: 'jo@example.nhs.uk' };
const third = { name: 'Lee Madeup', mobile: '+447700900303', email: 'lee@example.nhs.uk' };
const bothTwice = [first, second].flatMap(({ mobile, email }) => [
  `email ${email}`,
  `sms ${mobile}`,
]);

const flat = (text: string) => text.replace(/\s+/g, ' ');

async function readCornwall() {
  const named = async (path: string) => ({ name: basename(path), bytes: await readFile(path) });
  const [map, listSizes, practices, onlineConsultation] = await Promise.all(
    [
      publishedFiles.map,
      publishedFiles.listSizes,
      publishedFiles.practices,
      publishedFiles.onlineConsultation,
    ].map(named),
  );
  const files = {
    map: map!,
    listSizes: listSizes!,
    practices: practices!,
    onlineConsultation: onlineConsultation!,
  };
  const { icbs } = await readPublishedRegister(files, catalogue);
  return icbs.find(({ code }) => code === 'QT6')!.directory;
}

if (!publishedData) test.skip('skipped: no ../shared/data', () => undefined);
else
  describe('19 July 2024 in Cornwall, on the register as published', () => {
    const all = readEngland().filter(({ icb }) => icb === 'QT6');
    const onEmis = all.filter(({ supplier }) => supplier === 'EMIS').map((each) => each.odsCode);
    const onSystmOne = all.find(({ supplier }) => supplier === 'TPP')!.odsCode;
    const [one, two] = onEmis as [string, string];
    let register: RunningRegister;
    let told: [PracticeView, PracticeView];
    let declared: DeclareAnswer;

    const board = () => register.as(cornwall).board(declared.outage.id);
    const countsOf = async () => (await board()).counts;
    const rowOf = ({ practices }: Board, odsCode: string) =>
      practices.find((each) => each.odsCode === odsCode);
    const pageOf = async (token: string) => wordsOf(await (await openPage(register, token)).text());
    const addUpdate = (more: object) => update(register, 'QT6', declared.outage.id, more);
    const linkOf = ({ mobile }: typeof first) => tokenIn(latestTo(register, mobile));

    beforeAll(async () => {
      register = await startRegister();
      await register.as(loader).putDirectory('QT6', await readCornwall());
      const people = [
        [one, first],
        [two, second],
        [onSystmOne, third],
      ] as const;
      for (const [odsCode, person] of people) {
        const deputy = { name: 'Kim Deputy', role: 'Deputy', mobile: '07700 900999', order: 2 };
        const contacts = [{ ...person, role: 'Practice manager' }, deputy];
        const practice = { role: 'practice', org: odsCode } as const;
        await register.as(practice).registerPractice(odsCode, { systems: [], contacts });
      }
      await register.as(cornwall).putProfile('QT6', profile);
      const read = async (odsCode: string) =>
        (await register.as(cornwall).readPractice(odsCode)).practice;
      told = [await read(one), await read(two)];
    });
    afterAll(() => register.stop());

    test('EMIS Web is declared down: 30 of 55 may be hit, two can be told, 28 cannot', async () => {
      declared = await register.as(cornwall).declareOutage(
        {
          products: ['emis-web'],
          title: 'EMIS Web does not open',
          message: 'EMIS Web has not opened anywhere in Cornwall since 07:00.',
          severity: 'critical',
          cause: 'fault',
          publicMessage: 'Your practice cannot see your records this morning.',
        },
        { idempotencyKey: '19-july' },
      );
      expect(declared.totals).toMatchObject({ practices: 55, hit: 30 });
      expect(declared.alerts).toEqual({ sms: 2, email: 2, unreachable: 28 });
      await register.cloud.settled();
      expect(addressees(messages(register))).toEqual(bothTwice.sort());
    });

    test('each message says where, what, who speaks, whom to ring and where to answer', () => {
      for (const [index, person] of [first, second].entries()) {
        const { name } = told[index]!.directory;
        const text = latestTo(register, person.mobile).body;
        expect(text).toMatch(/^NHS Cornwall desk: /);
        for (const part of [`EMIS Web is down. ${name} may be affected.`, 'clinical system']) {
          expect(text).toContain(part);
        }
        expect(text).toContain('\nRead all of it: ');
        expect(text).toContain(`${register.cloud.url}/api/reply/${tokenIn({ body: text })}`);
        expect(smsSegments(text)).toBeLessThanOrEqual(2);
        const { subject, body } = latestTo(register, person.email);
        expect(subject).toBe(`EMIS Web is down: ${name} may be affected – NHS Cornwall desk`);
        expect(flat(body)).toContain(approved.text);
        expect(body).toContain('If you need help, ring us on 01632 960001.');
        expect(body).toContain('Your practice cannot see your records this morning.');
        expect(codeIn({ body })?.replaceAll('-', '')).toBe(tokenIn({ body }));
      }
      const links = messages(register).map(tokenIn);
      expect(new Set(links).size).toBe(4);
    });

    test('the board has two sent, and 28 to ring at their public switchboards', async () => {
      const switchboards = switchboardsIn(publishedFiles.practices);
      const seen = await board();
      expect(seen.counts).toEqual({
        exposed: 30,
        asked: 0,
        confirmedDown: 0,
        working: 0,
        notHeard: 30,
        unreachable: 28,
        waiting: 0,
        delivered: 2,
        toRing: 28,
      });
      expect(seen.practices.map(({ odsCode }) => odsCode)).toEqual(onEmis);
      for (const { odsCode, alert, firstSentAt, chase } of seen.practices) {
        const reached = odsCode === one || odsCode === two;
        expect([odsCode, alert]).toEqual([odsCode, reached ? 'sent' : 'unreachable']);
        expect(firstSentAt === null).toBe(!reached);
        expect([odsCode, chase.state, ...chase.numbers.map(digitsOf)]).toEqual(
          reached ? [odsCode, 'waiting'] : [odsCode, 'ring', switchboards.get(odsCode)],
        );
      }
    });

    test('opening the link, as a mail scanner does too, tells nobody anything', async () => {
      const { exposure: _now, ...before } = await board();
      for (const message of messages(register)) {
        const page = await openPage(register, tokenIn(message));
        expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
        expect(wordsOf(await page.text())).toContain('Is EMIS Web down for you?');
      }
      expect(await board()).toMatchObject(before);
    });

    test('one practice answers from the page: down, coping', async () => {
      const token = linkOf(first);
      const sent = await sendForm(register, token, { down: 'down' });
      expect([sent.status, sent.headers.get('location')]).toEqual([303, token]);
      const page = await pageOf(token);
      expect(page).toMatch(/You told NHS Cornwall desk at \d\d:\d\d that it is down\./);
      const answer = await sendJson(register, token, { status: 'coping' });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({
        practice: { odsCode: one, name: told[0].directory.name },
        outage: { id: declared.outage.id, status: 'open' },
        answer: { status: 'coping', by: 'Sam Fictional, Practice manager', late: false },
      });
      const seen = await board();
      expect(seen.counts).toMatchObject({ confirmedDown: 1, working: 0, notHeard: 29 });
      expect(rowOf(seen, one)).toMatchObject({
        down: 'down',
        status: 'coping',
        late: false,
        answeredBy: 'Sam Fictional, Practice manager',
        chase: { state: 'none', numbers: [] },
      });
      expect(rowOf(seen, two)).toMatchObject({ down: null, acknowledgedAt: null });
    });

    test('the code typed by hand, however it is typed, leads to the same page', async () => {
      const code = codeIn(latestTo(register, second.email))!;
      const asked = await register.request(undefined, 'GET', '/reply');
      expect(wordsOf(await asked.text())).toContain('Enter the code from your message');
      const typed = encodeURIComponent(code.toLowerCase().replaceAll('-', ' '));
      const landed = await register.request(undefined, 'GET', `/reply?code=${typed}`, {
        headers: { accept: 'text/html' },
      });
      expect(landed.status).toBe(200);
      expect(landed.url).toBe(`${register.cloud.url}/api/reply/${code.replaceAll('-', '')}`);
      expect(wordsOf(await landed.text())).toContain(told[1].directory.name);
    });

    test('what is done and what others say is on the page, and in the next update to both', async () => {
      const { id } = declared.outage;
      const client = register.as(cornwall);
      const action = { text: 'eConsult: switched off by us at 09:40, you need do nothing.' };
      await client.addAction(id, action, { idempotencyKey: 'action' });
      const statement = { by: 'EMIS', text: 'We are restarting.', source: 'emishealth.example' };
      await client.addStatement(id, statement, { idempotencyKey: 'statement' });
      expect(messages(register)).toHaveLength(4);
      const page = await pageOf(linkOf(first));
      for (const part of [action.text, 'EMIS : We are restarting.', 'emishealth.example']) {
        expect(page).toContain(part);
      }
      const nextUpdateAt = new Date(register.cloud.clock.now() + 2 * 3_600_000).toISOString();
      await addUpdate({ message: 'Engineers have found the fault.', nextUpdateAt });
      const sent = messages(register, 4);
      expect(addressees(sent)).toEqual(bothTwice.sort());
      for (const { channel, body } of sent) {
        expect(flat(body)).toContain('Engineers have found the fault.');
        expect(body).toContain(action.text.slice(0, 40));
        expect(body).toMatch(/[Nn]ext update (?:comes at )?(?:.* )?\d\d:\d\d/);
        if (channel === 'email') expect(flat(body)).toContain('EMIS: We are restarting.');
      }
      expect(await countsOf()).toMatchObject({ confirmedDown: 1, notHeard: 29 });
    });

    test('recovering asks whether it is back; an old link answers as well as the new one', async () => {
      const old = linkOf(first);
      await addUpdate({ status: 'recovering', message: 'EMIS Web opens again for some.' });
      expect(addressees(messages(register, 8))).toEqual(bothTwice.sort());
      expect(latestTo(register, first.mobile).body).toContain('Back for you?');
      expect(latestTo(register, first.email).subject).toContain('back for you?');
      expect(linkOf(first)).not.toBe(old);
      for (const token of [old, linkOf(first)]) {
        expect(await pageOf(token)).toContain('Is EMIS Web back for you?');
      }
      expect((await sendForm(register, old, { down: 'back', status: 'normal' })).status).toBe(303);
      const seen = await board();
      expect(seen.counts).toMatchObject({ confirmedDown: 0, working: 1, notHeard: 29 });
      expect(rowOf(seen, one)).toMatchObject({ down: 'back', status: 'normal' });
    });

    test('resolved brings the approved recovery list; an answer after it is kept, and marked late', async () => {
      await addUpdate({ status: 'resolved', message: 'EMIS says that all is well again.' });
      expect(addressees(messages(register, 12))).toEqual(bothTwice.sort());
      for (const { body } of messages(register, 12)) {
        expect(flat(body)).toContain(approved.onRecovery);
        expect(flat(body)).not.toContain(approved.text);
      }
      const token = linkOf(second);
      const page = await pageOf(token);
      expect(page).toContain('This outage is over. You can still answer: it is marked late.');
      expect(page).toContain(approved.onRecovery);
      expect((await sendForm(register, token, { down: 'down' })).status).toBe(303);
      const seen = await board();
      expect(seen.outage).toMatchObject({ status: 'resolved', lastUpdate: 4 });
      expect(seen.counts).toEqual({
        exposed: 30,
        asked: 0,
        confirmedDown: 1,
        working: 1,
        notHeard: 28,
        unreachable: 28,
        waiting: 0,
        delivered: 2,
        toRing: 0,
      });
      expect(rowOf(seen, two)).toMatchObject({ down: 'down', late: true });
      expect(rowOf(seen, one)).toMatchObject({ down: 'back', late: false });
    });

    test('nobody was ever told what nobody approved, and the law never had to step in', async () => {
      const links = messages(register).map(tokenIn);
      const pages = await Promise.all(links.map(pageOf));
      const said = [...messages(register).map(({ body }) => flat(body)), ...pages];
      for (const { id, text, onRecovery = text } of catalogue.advice) {
        if (id === approved.id) continue;
        for (const each of said) {
          expect(each).not.toContain(text);
          expect(each).not.toContain(onRecovery);
        }
      }
      expect(register.cloud.refusals).toEqual([]);
    });
  });
