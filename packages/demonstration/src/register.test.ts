import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '@registry/catalogue';
import { IcbDirectory, RecordBody } from '@registry/domain';
import { generateRegister } from './register.ts';

const register = generateRegister();
const practices = register.icbs.flatMap(({ directory }) => directory.practices);
const productsOf = (practice: (typeof practices)[number], role: string) =>
  practice.systems.filter((system) => system.role === role).map(({ product }) => product);
const shareOn = (product: string, among = practices) =>
  among.filter((practice) => productsOf(practice, 'clinical-system').some((id) => id === product))
    .length / among.length;

test('is the same every time', () => {
  const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
  expect(hash(generateRegister())).toBe(hash(register));
});

describe('has the shape of England', () => {
  test('36 ICBs and 6,200 practices, each with a code of its own, from about 50 to 500 in an ICB', () => {
    expect(new Set(register.icbs.map(({ code }) => code)).size).toBe(36);
    expect(new Set(practices.map(({ odsCode }) => odsCode)).size).toBe(6200);
    const sizes = register.icbs.map(({ directory }) => directory.practices.length);
    expect(Math.min(...sizes)).toBeLessThan(60);
    expect(Math.max(...sizes)).toBeGreaterThan(500);
  });

  test('about 1,250 PCNs of about five practices, and some practices in none', () => {
    const pcns = new Set(practices.flatMap(({ pcn }) => pcn?.code ?? []));
    expect(pcns.size).toBeGreaterThan(1200);
    expect(pcns.size).toBeLessThan(1300);
    const without = practices.filter(({ pcn }) => !pcn).length;
    expect(without).toBeGreaterThan(50);
    expect(without).toBeLessThan(120);
  });

  test('EMIS Web at 58%, SystmOne at 41%, a few on Medicus, about 50 not recorded', () => {
    expect(shareOn('emis-web')).toBeCloseTo(0.58, 1.7);
    expect(shareOn('systmone')).toBeCloseTo(0.41, 1.7);
    expect(shareOn('medicus') * 6200).toBeGreaterThan(3);
    expect(shareOn('medicus') * 6200).toBeLessThan(20);
    const unrecorded = practices.filter((practice) => !productsOf(practice, 'clinical-system')[0]);
    expect(unrecorded.length).toBeGreaterThan(35);
    expect(unrecorded.length).toBeLessThan(65);
  });

  test('EMIS Web everywhere in one ICB, nowhere in another, at half in a third', () => {
    const shares = register.icbs.map(({ directory }) => shareOn('emis-web', directory.practices));
    expect(shares).toContain(1);
    expect(shares).toContain(0);
    expect(shares.some((share) => share > 0.4 && share < 0.6)).toBe(true);
  });

  test('half of list sizes under about 9,000, all from 1,500 to 60,000, a few not published', () => {
    const sizes = practices.flatMap(({ listSize }) => listSize ?? []).sort((a, b) => a - b);
    expect(sizes.length).toBeLessThan(6200);
    expect(sizes.length).toBeGreaterThan(6150);
    expect(sizes[Math.floor(sizes.length / 2)]! / 9000).toBeCloseTo(1, 1);
    expect(sizes[0]).toBeGreaterThanOrEqual(1500);
    expect(sizes.at(-1)).toBeLessThanOrEqual(60_000);
  });

  test('SystmOne’s online consultation only beside SystmOne, and every product spread about', () => {
    const users = practices.filter((practice) =>
      productsOf(practice, 'online-consultation').some(
        (product) => product === 'systmone-online-consultation',
      ),
    );
    expect(users.length).toBeGreaterThan(100);
    expect(shareOn('systmone', users)).toBe(1);
    const spread = new Set(practices.flatMap((each) => productsOf(each, 'online-consultation')));
    expect(spread.size).toBe(5);
  });

  test('hundreds of practices share another’s name, as in life', () => {
    const spare = practices.length - new Set(practices.map(({ name }) => name)).size;
    expect(spare).toBeGreaterThan(200);
    expect(spare).toBeLessThan(1500);
  });
});

describe('is what the API takes', () => {
  test('every directory and every statement parses, and stays as it was', () => {
    for (const { directory } of register.icbs)
      expect(IcbDirectory.parse(directory)).toEqual(directory);
    for (const { body } of register.statements) expect(RecordBody.parse(body)).toEqual(body);
  });

  test('every field that is there has its source, and no other', () => {
    const without = new Set(
      practices.flatMap(({ provenance, ...fields }) => {
        const unsourced = Object.keys(fields).filter((field) => !(field in provenance));
        const empty = Object.keys(provenance).filter((field) => !(field in fields));
        return [...unsourced, ...empty];
      }),
    );
    // These carry their own, or are what the sources are about.
    expect(without).toEqual(new Set(['odsCode', 'systems']));
  });

  test('every product is in the catalogue and can fill its role', () => {
    const roles = new Map<string, string[]>(catalogue.products.map(({ id, roles }) => [id, roles]));
    const systems = [
      ...practices.flatMap((practice) => practice.systems),
      ...register.statements.flatMap(({ body }) => body.systems),
    ];
    const wrong = systems.filter(
      ({ role, product }) => product !== null && !roles.get(product)?.includes(role),
    );
    expect(new Set(wrong.map(({ role, product }) => `${role}: ${product}`))).toEqual(new Set());
    const offline = register.statements.flatMap(
      ({ body }) => body.continuity.offlineRecordAccess?.product ?? [],
    );
    expect(offline.filter((product) => !roles.has(product))).toEqual([]);
  });

  test('an ICB is under a megabyte', () => {
    for (const { directory } of register.icbs)
      expect(Buffer.byteLength(JSON.stringify(directory))).toBeLessThan(1_000_000);
  });
});

describe('nothing in it exists', () => {
  test('no code could be a real ICB’s, no postcode is in a real area, every ICB says it is fictional', () => {
    for (const { code, directory } of register.icbs) {
      expect(code).toMatch(/^Z(?:\d\d|\d[A-Z]\d[A-Z])$/);
      expect(directory.name).toContain('(fictional)');
    }
    for (const { postcode } of practices) expect(postcode).toMatch(/^ZZ\d{1,2} \d[A-Z]{2}$/);
    expect(new Set(practices.map(({ postcode }) => postcode)).size).toBe(6200);
  });

  test('every number is one that Ofcom keeps for drama, every address an example', () => {
    const text = JSON.stringify(register);
    const numbers = text.match(/(?<=")(?:\+44|0)[\d ]{9,}(?=")/g) ?? [];
    expect(numbers.length).toBeGreaterThan(6200 + 300);
    const drama = /^(?:01632 960\d{3}|\+441632960\d{3}|\+447700900\d{3})$/;
    expect(numbers.filter((number) => !drama.test(number))).toEqual([]);
    const addresses = text.match(/[^"]+@[^"]+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(300);
    expect(addresses.filter((each) => !/@example\.(?:nhs\.uk|org)$/.test(each))).toEqual([]);
  });
});

describe('some practices have registered', () => {
  const declaredBy = new Map(register.statements.map(({ odsCode, body }) => [odsCode, body]));

  test('about 300, in every ICB, with two ICBs complete', () => {
    expect(declaredBy.size).toBe(register.statements.length);
    expect(declaredBy.size).toBeGreaterThan(270);
    expect(declaredBy.size).toBeLessThanOrEqual(330);
    const complete = register.icbs.filter(({ directory }) =>
      directory.practices.every(({ odsCode }) => declaredBy.has(odsCode)),
    );
    expect(complete).toHaveLength(2);
    expect(new Set(register.statements.map(({ icb }) => icb)).size).toBe(36);
  });

  test('with one or two contacts, a few naming another clinical system than the published, a handful none', () => {
    expect(new Set(register.statements.map(({ body }) => body.contacts.length))).toEqual(
      new Set([1, 2]),
    );
    const otherwise = practices.filter((practice) => {
      const [published] = productsOf(practice, 'clinical-system');
      const said = declaredBy
        .get(practice.odsCode)
        ?.systems.find(({ role }) => role === 'clinical-system')?.product;
      return published && said && said !== published;
    });
    expect(otherwise.length).toBeGreaterThan(3);
    expect(otherwise.length).toBeLessThan(40);
    const none = register.statements.filter(({ body }) =>
      body.systems.some(({ product }) => product === null),
    );
    expect(none.length).toBeGreaterThan(3);
    expect(none.length).toBeLessThan(40);
  });
});
