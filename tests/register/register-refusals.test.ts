import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inventedCodes, loadIcb } from '../set-up/directory-builder.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';

const [mine, neighbour, foreign, absent] = inventedCodes(4) as [string, string, string, string];
const icb = { role: 'icb', org: 'Z01' } as const;
const national = { role: 'national', org: 'X26' } as const;
const me = { role: 'practice', org: mine } as const;

let register: RunningRegister;
beforeAll(async () => {
  register = await startRegister();
  await loadIcb(register, 'Z01', [{ odsCode: mine }, { odsCode: neighbour }]);
  await loadIcb(register, 'Z02', [{ odsCode: foreign }]);
});
afterAll(() => register.stop());

const sam = { name: 'Sam Fictional', role: 'Manager', mobile: '07700 900123' };
const system = (role: string, product: string | null) => ({ role, product });
const body = (change: object) => ({ systems: [], contacts: [], ...change });

describe('a wrong field is 400 with its path and what would be right', () => {
  test.each<[string, object, [path: string, message: RegExp][]]>([
    [
      'a role there is not',
      body({ systems: [system('phones', 'emis-web')] }),
      [['systems[0].role', /clinical-system/]],
    ],
    [
      'a bad mobile',
      body({ contacts: [{ ...sam, mobile: '01632 960456' }] }),
      [['contacts[0].mobile', /UK mobile number, such as 07700 900123/]],
    ],
    [
      'a mobile a digit short, beside a good contact',
      body({ contacts: [sam, { ...sam, mobile: '07700 90012' }] }),
      [['contacts[1].mobile', /UK mobile number/]],
    ],
    ['a key there is not', body({ contact: [] }), [['contact', /not a field/]]],
    [
      'a key there is not, in a contact',
      body({ contacts: [{ ...sam, phone: '07700 900123' }] }),
      [['contacts[0].phone', /not a field/]],
    ],
    [
      'NHSmail as the address for when NHSmail is down',
      body({ contacts: [{ ...sam, alternativeEmail: 'sam@nhs.net' }] }),
      [['contacts[0].alternativeEmail', /should not be an NHSmail address/]],
    ],
    [
      'a person who cannot be told',
      body({ contacts: [{ name: 'Sam Fictional', role: 'Manager' }] }),
      [['contacts[0]', /a mobile or an email address/]],
    ],
    [
      'an escape sequence, and a turn of direction',
      body({
        contacts: [
          { ...sam, name: '\u001b[2JSam' },
          { ...sam, role: 'Man\u202eager' },
        ],
      }),
      [
        ['contacts[0].name', /it holds U\+001B, which cannot be kept/],
        ['contacts[1].role', /it holds U\+202E, which cannot be kept/],
      ],
    ],
    [
      'half a character',
      body({ contacts: [{ ...sam, name: 'Sam \ud800' }] }),
      [['contacts[0].name', /it holds U\+D800, which cannot be kept/]],
    ],
    [
      'fifty contacts padded to the last character',
      body({ contacts: Array(50).fill({ ...sam, name: 'é'.repeat(100), role: 'ü'.repeat(100) }) }),
      [['', /should be at most 20,000 bytes/]],
    ],
    [
      'none and a product for one role',
      body({ systems: [system('telephony', null), system('telephony', 'surgery-connect')] }),
      [['systems[1].product', /one or the other/]],
    ],
    [
      'an unknown product',
      body({ systems: [system('clinical-system', 'emisweb')] }),
      [['systems[0].product', /no product emisweb; the nearest are .*\bemis-web\b/]],
    ],
    [
      'a product in a role that it cannot fill',
      body({ systems: [system('email', 'nhsmail'), system('telephony', 'emis-web')] }),
      [['systems[1].product', /emis-web cannot fill the role telephony: .*clinical-system/]],
    ],
    [
      'a date that is none',
      body({ continuity: { planReviewedOn: '31/05/2026' } }),
      [['continuity.planReviewedOn', /such as 2026-08-01/]],
    ],
    [
      'several at once',
      body({ systems: [system('email', 'Outlook!')], contacts: [{ ...sam, name: '' }] }),
      [
        ['systems[0].product', /product id such as emis-web/],
        ['contacts[0].name', /person’s name/],
      ],
    ],
    ['no contacts at all', { systems: [] }, [['contacts', /is missing: it should be a list/]]],
    [
      'an address to reject that is none',
      body({ rejectedContacts: ['07700 90012'] }),
      [['rejectedContacts[0]', /UK mobile number such as 07700 900123, or an email address/]],
    ],
  ])('%s', async (_, sent, errors) => {
    const answer = await register.request(me, 'PUT', `/practices/${mine}`, { body: sent });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toEqual({
      type: 'about:blank',
      code: 'invalid',
      title: 'Something in the request is wrong',
      status: 400,
      detail: expect.any(String),
      errors: errors.map(([path, message]) => ({ path, message: expect.stringMatching(message) })),
    });
    expect(answer.status).toBe(400);
  });

  test.each([
    ['malformed JSON', '{"systems": [', /should be JSON/],
    ['an empty body', undefined, /should be JSON|The body is wrong/],
    ['JSON that is no object', '"emis-web"', /The body is wrong/],
  ])('%s', async (_, sent, detail) => {
    const answer = await register.request(me, 'PUT', `/practices/${mine}`, {
      ...(sent !== undefined && { body: sent }),
    });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ detail: expect.stringMatching(detail) }),
    ]);
  });

  test('an If-Match that is no ETag of ours', async () => {
    const answer = await register.request(me, 'PUT', `/practices/${mine}`, {
      body: body({}),
      headers: { 'if-match': 'yesterday' },
    });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({
        errors: [{ path: 'If-Match', message: expect.stringContaining('such as "1"') }],
      }),
    ]);
  });

  test('a code that no practice can have', async () => {
    const answer = await register.request(icb, 'GET', '/practices/surgery');
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({
        errors: [{ path: 'odsCode', message: expect.stringContaining('one capital letter') }],
      }),
    ]);
  });

  test('a body too large is the gateway’s own 413', async () => {
    const answer = await register.request(me, 'PUT', `/practices/${mine}`, {
      body: JSON.stringify(body({ padding: 'x'.repeat(7 * 1024 * 1024) })),
    });
    expect([answer.status, await answer.json()]).toEqual([
      413,
      { message: 'Request Entity Too Large' },
    ]);
  });
});

describe('who may not', () => {
  const calls = (ods: string): [method: string, path: string, body?: object][] => [
    ['GET', `/practices/${ods}`],
    ['PUT', `/practices/${ods}`, body({})],
    ['POST', `/practices/${ods}/confirmation`],
  ];
  const ask = async (
    who: typeof me | typeof icb | typeof national,
    [method, path, sent]: [string, string, object?],
  ) => {
    const answer = await register.request(who, method, path, { ...(sent && { body: sent }) });
    return { status: answer.status, text: await answer.text() };
  };

  test('a practice that ODS does not have is refused, with the reason', async () => {
    const who = { role: 'practice', org: absent } as const;
    for (const call of calls(absent)) {
      const { status, text } = await ask({ ...me, ...who }, call);
      expect([status, JSON.parse(text)]).toEqual([
        404,
        expect.objectContaining({
          detail: `${absent} is in no published list of GP practices (NHS Organisation Data Service) that this register has loaded`,
        }),
      ]);
    }
  });

  test.each([
    ['a practice asking of its neighbour', me, neighbour],
    ['a practice asking of another ICB’s practice', me, foreign],
    ['an ICB asking of another ICB’s practice', icb, foreign],
  ])('%s hears what it would hear of a practice that is not there', async (_, who, other) => {
    for (const [index, call] of calls(other).entries()) {
      const theirs = await ask(who, call);
      const nobodys = await ask(who, calls(absent)[index]!);
      expect(theirs.status).toBe(404);
      expect(theirs.text).toBe(nobodys.text.replaceAll(absent, other));
    }
  });

  test('NHS England sees no records', async () => {
    for (const call of [...calls(mine), ['GET', '/practices'] as [string, string]]) {
      expect((await ask(national, call)).status).toBe(403);
    }
  });

  test('a practice lists nothing and asks no exposure', async () => {
    expect((await ask(me, ['GET', '/practices'])).status).toBe(403);
    expect((await ask(me, ['GET', '/exposure?product=emis-web'])).status).toBe(403);
  });
});

test('nothing that was refused above changed anything', async () => {
  const versions: number[] = [];
  for await (const practice of register.as(icb).listPractices()) versions.push(practice.version);
  expect(versions).toEqual([1, 1]);
});
