import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ExposureQuery } from '@registry/api-client';
import { ExposureSummary } from '@registry/contract';
import type { PracticeExposure } from '@registry/domain';
import type { Published } from '../set-up/published.ts';
import { england, readEngland } from '../set-up/published.ts';
import type { Ran, RunningRegister } from '../set-up/register.ts';
import { publishedData, startRegister } from '../set-up/register.ts';

const national = { role: 'national', org: 'X26' } as const;
const icb = (org: string) => ({ role: 'icb', org }) as const;

/** Totals of an outage that hits the practices of `hit`, as anybody would count them. */
function totalsOf(practices: readonly Published[], isHit: (practice: Published) => boolean) {
  const isUnknown = ({ supplier }: Published) => supplier === undefined;
  const notHit = practices.filter((practice) => !isHit(practice) && !isUnknown(practice));
  const patientsOf = (some: readonly Published[]) =>
    some.reduce((sum, { patients = 0 }) => sum + patients, 0);
  const pcns = [...new Set(practices.flatMap(({ pcn }) => pcn ?? []))];
  const members = pcns.map((pcn) => practices.filter((each) => each.pcn === pcn));
  return {
    practices: practices.length,
    hit: practices.filter(isHit).length,
    notHit: notHit.length,
    unknown: practices.filter(isUnknown).length,
    patients: {
      hit: patientsOf(practices.filter(isHit)),
      notHit: patientsOf(notHit),
      unknown: patientsOf(practices.filter(isUnknown)),
    },
    withoutListSize: practices.filter(({ patients }) => patients === undefined).length,
    pcns: pcns.length,
    pcnsWhollyHit: members.filter((all) => all.every(isHit)).length,
    pcnsPartlyHit: members.filter((all) => all.some(isHit) && !all.every(isHit)).length,
    pcnsUnknown: members.filter((all) => !all.some(isHit) && all.some(isUnknown)).length,
    pcnsUntouched: members.filter((all) => !all.some((one) => isHit(one) || isUnknown(one))).length,
  };
}

const onEmis = ({ supplier }: Published) => supplier === 'EMIS';
const codesOf = (practices: readonly { odsCode: string }[]) =>
  practices.map((each) => each.odsCode);

if (!publishedData) test.skip('skipped: no ../shared/data', () => undefined);
else
  describe('England as published', () => {
    const practices = readEngland();
    const icbs = [...new Set(practices.map((each) => each.icb))].sort();
    const of = (code: string) => practices.filter((each) => each.icb === code);
    let register: RunningRegister;
    let imported: Ran;

    beforeAll(async () => {
      register = await startRegister();
      imported = await register.registry(...england);
    }, 120_000);
    afterAll(() => register.stop());

    async function everyPage(
      claims: typeof national | ReturnType<typeof icb>,
      query: ExposureQuery,
    ) {
      const found: PracticeExposure[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        const page = await register
          .as(claims)
          .exposurePage({ ...query, ...(cursor && { cursor }) });
        found.push(...page.practices);
        cursor = page.cursor;
        pages += 1;
      } while (cursor !== undefined);
      return { found, pages };
    }

    /** Read units that a function told of its last answer. */
    function lastReadUnits(functionName: string): number {
      const line = register.cloud.logs().findLast((each) => each.startsWith(`${functionName} {`));
      return Number(/"readUnits":([\d.]+)/.exec(line ?? '')?.[1]);
    }

    /** Ends every warm instance, so that the next question is a cold one. */
    const cool = () => register.cloud.kill('query-exposure');

    test('the import says what it read, joined, does not know and wrote', () => {
      expect(imported).toMatchObject({ code: 0 });
      expect([practices.length, icbs.length]).toEqual([6182, 36]);
      expect(imported.stdout).toContain('Joined: 6,182 practices in 36 ICBs');
      expect(imported.stdout).toContain('clinical system of 53');
      expect(imported.stdout).toContain('as at 1 August 2026: 6,129 rows, 6,129 used, 0 refused');
      expect(imported.stdout).toContain('Every supplier in the files is a product');
      expect(imported.stdout).toContain('Written: 6,182 created, 0 changed, 0 unchanged');
      expect(imported.stderr).toContain('100% (36 of 36)');
      expect(register.cloud.refusals).toEqual([]);
    });

    test('EMIS Web: practices, patients and PCNs of every ICB as counted from the files', async () => {
      const { totals, byIcb } = await register
        .as(national)
        .exposureSummary({ products: ['emis-web'] });
      expect(totals).toEqual(totalsOf(practices, onEmis));
      expect(byIcb).toEqual(
        icbs.map((code) => ({
          icb: code,
          name: expect.stringContaining('NHS'),
          ...totalsOf(of(code), onEmis),
        })),
      );
      const known = byIcb.map(({ icb: code, hit, practices: all }) => [String(code), [hit, all]]);
      expect(Object.fromEntries(known)).toMatchObject({ QKS: [175, 175], QT6: [30, 55] });
      expect([totals.hit, totals.unknown]).toEqual([3581, 53]);
    });

    test('pages cover each practice once, in the order of their codes, each in the state the files give it', async () => {
      const { found, pages } = await everyPage(national, { products: ['emis-web'], limit: 700 });
      expect(pages).toBe(9);
      expect(
        found.map(({ odsCode, icb: code, state, listSize }) => [odsCode, code, state, listSize]),
      ).toEqual(
        practices.map((each) => [
          each.odsCode,
          each.icb,
          each.supplier === undefined ? 'unknown' : onEmis(each) ? 'hit' : 'not-hit',
          each.patients ?? null,
        ]),
      );
    });

    test('states are filtered; a practice with no link says on what ground, an unknown one why', async () => {
      const ask = async (state: 'hit' | 'not-hit' | 'unknown') =>
        (await everyPage(national, { products: ['emis-web'], limit: 2000, state })).found;
      expect(codesOf(await ask('hit'))).toEqual(codesOf(practices.filter(onEmis)));
      const unknown = await ask('unknown');
      expect(codesOf(unknown)).toEqual(codesOf(practices.filter((each) => !each.supplier)));
      for (const { unknownRoles, effect, impacts } of unknown) {
        expect(unknownRoles).toContainEqual({
          role: 'clinical-system',
          reason: 'not-recorded',
          products: [],
        });
        expect([effect, impacts]).toEqual([null, []]);
      }
      const product: Record<string, string> = { TPP: 'systmone', Medicus: 'medicus' };
      const grounds = (await ask('not-hit')).map(({ odsCode, basis }) => [
        odsCode,
        basis.find(({ role }) => role === 'clinical-system'),
      ]);
      expect(grounds).toEqual(
        practices
          .filter((each) => each.supplier && !onEmis(each))
          .map(({ odsCode, supplier = '' }) => [
            odsCode,
            {
              role: 'clinical-system',
              products: [product[supplier]],
              provenance: 'published',
              source: { dataset: 'gp-practice-map', asAt: '2026-08-01' },
            },
          ]),
      );
    });

    test('CrowdStrike Falcon hits the same practices, by way of EMIS Web, and says so', async () => {
      const { found } = await everyPage(national, {
        products: ['crowdstrike-falcon'],
        state: 'hit',
        limit: 2000,
      });
      expect(codesOf(found)).toEqual(codesOf(practices.filter(onEmis)));
      const beginnings = found.flatMap(({ impacts }) =>
        impacts.map(({ because }) => because.slice(0, 2).join(' > ')),
      );
      expect(new Set(beginnings)).toEqual(new Set(['crowdstrike-falcon > emis-web']));
      expect(found.filter(({ impacts }) => impacts.length === 0)).toEqual([]);
    });

    test('CSV has a row per practice, for a spreadsheet', async () => {
      const answer = await register.request(
        national,
        'GET',
        '/exposure?product=emis-web&format=csv',
      );
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      const text = bytes.toString('utf8');
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      const lines = text.split('\r\n').slice(1, -1);
      expect(lines.map((line) => line.slice(0, 6))).toEqual(codesOf(practices));
      expect(lines.filter((line) => line.includes(',hit,may be affected,'))).toHaveLength(3581);
    });

    test('an ICB asks of itself, by its code or without; of another it learns no more than of one that is not there', async () => {
      const path = '/exposure/summary?product=emis-web';
      const own = await register.request(icb('QKS'), 'GET', path);
      const byCode = await register.request(icb('QKS'), 'GET', `${path}&icb=QKS`);
      const [one, other] = [own, byCode].map(async (answer) =>
        ExposureSummary.parse(await answer.json()),
      );
      expect(await one).toMatchObject({ icbs: ['QKS'], totals: totalsOf(of('QKS'), onEmis) });
      expect({ ...(await other), asOf: '' }).toEqual({ ...(await one), asOf: '' });
      const answers = await Promise.all(
        ['QOX', 'ZZZ'].map((code) => register.request(icb('QKS'), 'GET', `${path}&icb=${code}`)),
      );
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
      const [held, absent] = await Promise.all(answers.map((answer) => answer.text()));
      expect(held!.replace('QOX', 'ZZZ').replace(/"correlationId":"[^"]*"/, '')).toBe(
        absent!.replace(/"correlationId":"[^"]*"/, ''),
      );
    });

    test('only NHS England with the scope directory:write loads published data', async () => {
      const body = {
        name: 'Nowhere',
        practices: [],
        dissolved: { asAt: '2026-08-01', successors: [] },
      };
      const statuses = await Promise.all(
        [national, icb('QKS'), { role: 'practice', org: 'G82002' } as const].map(
          async (claims) =>
            (await register.request(claims, 'PUT', '/icbs/QKS/directory', { body })).status,
        ),
      );
      expect(statuses).toEqual([403, 403, 403]);
    });

    test('one ICB costs at most 3 read units cold and 1 warm, beside 1 for its own products; England 46 and 36', async () => {
      await register.as(national).listIcbs();
      const pointer = lastReadUnits('list-icbs');
      await cool();
      const ownProducts = 1;
      const costs: { code: string; cold: number; warm: number }[] = [];
      for (const code of icbs) {
        const ask = async () => {
          await register.as(icb(code)).exposureSummary({ products: ['emis-web'] });
          return lastReadUnits('query-exposure') - ownProducts;
        };
        costs.push({ code, cold: await ask(), warm: await ask() });
      }
      expect(costs.filter(({ cold, warm }) => !(cold >= 1 && cold <= 3 && warm === 1))).toEqual([]);
      await cool();
      const whole = async () => {
        await register.as(national).exposureSummary({ products: ['emis-web'] });
        return lastReadUnits('query-exposure') - pointer;
      };
      const cold = await whole();
      expect(cold).toBe(costs.reduce((sum, each) => sum + each.cold, 0));
      expect(cold).toBeLessThanOrEqual(46);
      expect(await whole()).toBe(36);
    });

    test('the same by hand: a headline and a row per practice or ICB, and the CSV untouched', async () => {
      const ask = (...more: string[]) =>
        register.registry('exposure', '--product', 'emis-web', ...more);
      const [kent, kentCsv, none, whole] = await Promise.all([
        ask('--icb', 'QKS'),
        ask('--icb', 'QKS', '--csv'),
        ask('--icb', 'QOX', '--state', 'not-hit'),
        ask(),
      ]);
      expect([kent, kentCsv, none, whole].map(({ code }) => code)).toEqual([0, 0, 0, 0]);
      expect(kent.stdout).toContain(
        'EMIS Web may affect 175 of 175 practices in NHS Kent and Medway',
      );
      expect(kent.stdout.match(/\b[A-Z]\d{5}\b/g)).toEqual(codesOf(of('QKS')));
      const path = '/exposure?product=emis-web&format=csv';
      const csv = await register.request(icb('QKS'), 'GET', path);
      expect(kentCsv.stdout).toBe(Buffer.from(await csv.arrayBuffer()).toString('utf8'));
      expect(none.stdout).toContain('EMIS Web may affect 0 of ');
      const withoutLink = of('QOX').filter((each) => each.supplier && !onEmis(each));
      expect(withoutLink.length).toBe(83);
      expect(none.stdout.match(/no link recorded.*1 August 2026/g)).toHaveLength(83);
      expect(whole.stdout).toContain('3,581 of 6,182 practices in 36 ICBs');
      expect(whole.stdout).toContain('53 unknown');
      expect(whole.stdout.match(/^│ [A-Z0-9]{3,5} +│/gm)).toHaveLength(37);
      expect(kent.stdout + none.stdout + whole.stdout).not.toMatch(/\bsafe\b|\bfine\b|unaffected/i);
    });

    test('the same files again change nothing, and say so', async () => {
      const versions = async () => {
        const records: [string, number][] = [];
        for (const code of ['QKS', 'QOX'])
          for await (const { odsCode, version } of register.as(icb(code)).listPractices())
            records.push([odsCode, version]);
        const { etag } = await register.as(icb('QKS')).readPractice(of('QKS')[0]!.odsCode);
        return { records, etag };
      };
      const before = await versions();
      // One instance that has read every roster, and no other that has not.
      await cool();
      await register.as(national).exposureSummary({ products: ['emis-web'] });
      const again = await register.registry(...england);
      expect(again.code).toBe(0);
      expect(again.stdout).toContain(
        'Nothing changed: the register already holds these files (6,182 practices).',
      );
      expect(await versions()).toEqual(before);
      expect(before.records).toHaveLength(of('QKS').length + of('QOX').length);
      await register.as(national).exposureSummary({ products: ['emis-web'] });
      // A warm answer read no roster anew: no roster's version went up either.
      expect(lastReadUnits('query-exposure')).toBeLessThanOrEqual(37);
    });
  });
