import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Problem } from '@registry/contract';
import type { OutageId } from '@registry/domain';
import { noQuotas } from '../faults/alerted-icb.ts';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import { addressees, declare, latestTo, messages } from '../set-up/outage-desk.ts';
import { openPage, registerContacts, tokenIn, update, wordsOf } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const desk = { role: 'icb', org: 'Z01' } as const;
/** One told by two people in the end, one whom nobody can tell until later. */
const [one, two] = inventedCodes(2) as [string, string];
const mailOf = (nth: number) => `person${nth}@example.org`;
const because = 'It was another county’s EMIS Web.';

let register: RunningRegister;
let id: OutageId;
beforeAll(async () => {
  register = await startRegister({ parameters: noQuotas });
  await loadIcb(register, 'Z01', [{ odsCode: one }, { odsCode: two }]);
  const contacts = [1, 2].map((nth) => ({
    name: `Person ${nth} Fictional`,
    role: 'Manager',
    order: nth,
    email: mailOf(nth),
  }));
  await registerContacts(register, one, contacts);
  await registerContacts(register, two, [
    { name: 'Late Fictional', role: 'Manager', email: 'late@example.org' },
  ]);
});
afterAll(() => register.stop());

const withdraw = (body: object) =>
  register.request(desk, 'POST', `/outages/${id}/withdraw`, {
    body: { message: because, ...body },
  });
const minutes = async (many: number) => {
  for (let minute = 0; minute < many; minute += 1) {
    register.cloud.clock.advance(60_000);
    await register.cloud.settled();
  }
};

test('what is not out stays in, and each who was told gets one correction', async () => {
  // The second practice's messages wait for a provider who takes none.
  const { cloud } = register;
  cloud.faults.next({ service: 'ses', operation: 'SendEmail', kind: 'fail', times: 1000 });
  id = await declare(register, 'Z01', { notify: 'email', practices: [two] });
  await update(register, 'Z01', id, { status: 'resolved', message: 'Over.', notify: 'none' });
  while (cloud.faults.take('ses', 'SendEmail'));
  id = await declare(register, 'Z01', { notify: 'email', practices: [one] });
  await minutes(16);
  expect(addressees(messages(register))).toEqual([1, 2].map((nth) => `email ${mailOf(nth)}`));

  const unsaid = await withdraw({});
  expect([unsaid.status, Problem.parse(await unsaid.json()).code]).toEqual([
    400,
    'confirmation-needed',
  ]);
  const preview = await register
    .as(desk)
    .previewOutage({ outage: id, withdrawal: { message: because } });
  expect(preview).toMatchObject({ confirmPractices: 1, alerts: { email: 1 } });
  expect(preview.messages[0]!.text).toContain('We take back what we told you of EMIS Web');

  const before = messages(register).length;
  const taken = await withdraw({ confirmPractices: 1, confirmRepeat: true });
  expect(await taken.json()).toMatchObject({ outage: { status: 'resolved', withdrawn: true } });
  await register.cloud.settled();
  await minutes(5);
  expect(addressees(messages(register, before))).toEqual(
    [1, 2].map((nth) => `email ${mailOf(nth)}`),
  );
  const { subject, body } = latestTo(register, mailOf(2));
  expect(subject).toContain('Taken back: EMIS Web was declared down in error');
  expect(body).toContain(because);
  expect(body).not.toMatch(/all clear|What to do|back for you/i);
  const page = wordsOf(await (await openPage(register, tokenIn({ body }))).text());
  expect(page).toContain('We take back what we told you of EMIS Web');
  expect(page).not.toMatch(/What to do|all clear/i);
  expect(await register.as(desk).redriveOutage(id)).toEqual({ update: 2, practices: 0 });
});

test('what is over is not withdrawn, and what was reopened is withdrawn no more', async () => {
  const again = await withdraw({ confirmPractices: 1, confirmRepeat: true });
  expect([again.status, Problem.parse(await again.json()).code]).toEqual([409, 'outage-over']);
  const more = { confirmPractices: 1, confirmRepeat: true as const };
  const once = { idempotencyKey: 'open again' };
  const outage = await register
    .as(desk)
    .reopenOutage(id, { message: 'It is down after all.', ...more }, once);
  expect(outage).not.toHaveProperty('withdrawn');
});

test('a correction says so first', async () => {
  await register.cloud.settled();
  await update(register, 'Z01', id, {
    correction: true,
    message: 'Appointments do open; records do not.',
    notify: 'email',
  });
  expect(latestTo(register, mailOf(1))).toMatchObject({
    subject: expect.stringMatching(/^CORRECTION: /),
    body: expect.stringContaining('Appointments do open; records do not.'),
  });
});
