import { describe, expect, test } from '@jest/globals';
import { IcbDirectory } from '@registry/domain';
import {
  epraccurFile,
  listSizesFile,
  mapFile,
  onlineConsultationFile,
  smallCatalogue,
  textFile,
} from './published-files.fixture.ts';
import { readPublishedRegister, type PublishedFiles } from './published-register.ts';

async function practicesOf(files: PublishedFiles) {
  const { icbs } = await readPublishedRegister(files, smallCatalogue);
  return icbs.flatMap(({ directory }) => IcbDirectory.parse(directory).practices);
}

test('joins four files, each value with its source and date', async () => {
  const register = await readPublishedRegister(
    {
      map: mapFile([{ PRACTICE_NAME: "ST JOHN'S SURGERY" }]),
      listSizes: listSizesFile([['X90001', '4321']]),
      practices: epraccurFile([{ name: 'ANOTHER NAME', icb: 'QYY' }, { code: 'X90002' }]),
      onlineConsultation: await onlineConsultationFile([['X90001', 'tpp, ACCURX LIMITED']]),
    },
    smallCatalogue,
  );
  const map = { dataset: 'gp-practice-map', asAt: '2026-08-01' };
  const epraccur = { dataset: 'epraccur', asAt: '2026-06-01' };
  const online = { dataset: 'online-consultation', asAt: '2026-02-28' };
  expect(register.icbs).toHaveLength(1);
  expect(register.icbs[0]).toMatchObject({
    code: 'QZZ',
    directory: { name: 'NHS Nowhere Integrated Care Board' },
  });
  const [inMap, onlyInEpraccur] = register.icbs[0]!.directory.practices;
  expect(inMap).toEqual({
    odsCode: 'X90001',
    name: "St John's Surgery",
    postcode: 'ZZ1 1AA',
    address: ['1 INVENTED ROAD', 'NOTOWN'],
    telephone: '01632 960001',
    pcn: { code: 'U90001', name: 'Nowhere PCN' },
    subIcb: { code: '90Z', name: 'NHS Nowhere ICB - 90Z' },
    region: 'Nowhere',
    listSize: 4321,
    systems: [
      { role: 'clinical-system', product: 'emis-web', source: map },
      { role: 'online-consultation', product: 'accurx-triage', source: online },
      { role: 'online-consultation', product: 'systmone-online', source: online },
    ],
    provenance: {
      name: map,
      postcode: map,
      pcn: map,
      subIcb: map,
      region: map,
      address: epraccur,
      telephone: epraccur,
      listSize: { dataset: 'gp-list-sizes', asAt: '2026-03-01' },
    },
    datasets: expect.any(Object),
  });
  expect(onlyInEpraccur).toMatchObject({
    odsCode: 'X90002',
    subIcb: { code: '90Z', name: 'NHS Nowhere ICB - 90Z' },
    region: 'Nowhere',
    systems: [],
    provenance: { name: epraccur, subIcb: epraccur },
  });
  expect(register.joined).toEqual({
    practices: 2,
    withoutClinicalSystem: 1,
    withoutListSize: 1,
    withoutOnlineConsultation: 1,
    withoutPcn: 1,
    clinicalSystemInDoubt: [],
  });
  expect(register.icbDisagreements).toEqual([{ odsCode: 'X90001', map: 'QZZ', epraccur: 'QYY' }]);
  expect(register.files.map(({ rows, used }) => [rows, used])).toEqual([
    [1, 1],
    [1, 1],
    [2, 2],
    [1, 1],
  ]);
});

test('a practice in PCN U is in none', async () => {
  const [practice] = await practicesOf({
    map: mapFile([{ PCN_CODE: 'U', PCN_NAME: 'Unallocated' }]),
  });
  expect(practice).not.toHaveProperty('pcn');
});

describe('suppliers', () => {
  test.each(['No Data', 'No data', 'None/Unknown', ''])('“%s” is not recorded', async (nothing) => {
    const { icbs, unmappedSuppliers } = await readPublishedRegister(
      {
        map: mapFile([{ SUPPLIER_NAME: nothing }]),
        onlineConsultation: await onlineConsultationFile([['X90001', nothing]]),
      },
      smallCatalogue,
    );
    expect(icbs[0]!.directory.practices[0]!.systems).toEqual([]);
    expect(unmappedSuppliers).toEqual([]);
  });

  test('one without a product is counted over practices, whatever its case, and never guessed', async () => {
    const { icbs, unmappedSuppliers } = await readPublishedRegister(
      {
        map: mapFile([{}, { PRACTICE_CODE: 'X90002' }]),
        onlineConsultation: await onlineConsultationFile([
          ['X90001', 'Newcomer Ltd, ACCURX LIMITED'],
          ['X90002', 'NEWCOMER LTD'],
          ['X99999', 'NEWCOMER LTD'],
        ]),
      },
      smallCatalogue,
    );
    expect(unmappedSuppliers).toMatchObject([
      { dataset: 'online-consultation', role: 'online-consultation', practices: 2 },
    ]);
    const roles = icbs[0]!.directory.practices.map(({ systems }) =>
      systems.map(({ role }) => role),
    );
    expect(roles).toEqual([['clinical-system', 'online-consultation'], ['clinical-system']]);
  });
});

test('the list of main systems is of the day in its name, and counts where the map is silent', async () => {
  const register = await readPublishedRegister(
    {
      map: mapFile([
        { SUPPLIER_NAME: '' },
        { PRACTICE_CODE: 'X90002' },
        { PRACTICE_CODE: 'X90003' },
      ]),
      gpSuppliers: textFile(
        'gp_suppliers_2026-06.csv',
        'GP_ODS_CODE,GP_NAME,GP_GPAD_SYSTEMS,GP_SYSTEM\nX90001,A,TPP/OTHER,TPP\nX90002,B,tpp,tpp\nX90003,C,EMIS,EMIS\n',
      ),
    },
    smallCatalogue,
  );
  const systems = register.icbs[0]!.directory.practices.map((practice) =>
    practice.systems.map(({ product, source }) => [product, source.dataset, source.asAt]),
  );
  const map = ['emis-web', 'gp-practice-map', '2026-08-01'];
  const second = ['systmone', 'gp-suppliers', '2026-06-01'];
  expect(systems).toEqual([[second], [map, second], [map]]);
  expect(register.joined.clinicalSystemInDoubt).toEqual(['X90002']);
});

describe('epraccur alone', () => {
  test('either coding gives the active GP practices in England, ICBs named by code', async () => {
    const older = epraccurFile([
      { code: 'X90001', status: 'A', setting: '4' },
      { code: 'X90002', status: 'C', setting: '4' },
      { code: 'X90003', status: 'D', setting: '4' },
      { code: 'X90004', status: 'A', setting: '9' },
      { code: 'W90005', status: 'A', setting: '4', region: 'W00', icb: '' },
    ]);
    const newer = epraccurFile([
      { code: 'X90001' },
      { code: 'X90002', status: 'INACTIVE' },
      { code: 'X90003', status: 'DORMANT' },
      { code: 'X90004', setting: 'RO247' },
      { code: 'W90005', region: '', icb: '' },
      { code: 'W90006', setting: 'RO76|RO268' },
    ]);
    const codes = async (practices: typeof older) =>
      (await practicesOf({ practices })).map(({ odsCode }) => odsCode);
    expect(await codes(older)).toEqual(['X90001']);
    expect(await codes(newer)).toEqual(['W90006', 'X90001']);
    const { icbs } = await readPublishedRegister({ practices: newer }, smallCatalogue);
    expect(icbs[0]?.directory.name).toBe('QZZ');
  });

  test('a name of the ICB is taken from the workbook when only that has it', async () => {
    const { icbs } = await readPublishedRegister(
      {
        practices: epraccurFile([{ icb: 'QYY' }]),
        onlineConsultation: await onlineConsultationFile([['X90001', 'TPP']]),
      },
      smallCatalogue,
    );
    expect(icbs[0]?.directory.name).toBe('NHS Elsewhere Integrated Care Board');
  });

  test.each([
    ['1632 960001', '01632 960001'],
    ['01632 960001', '01632 960001'],
    ['01632 96012', '01632 96012'],
    ['02079 46000', undefined],
    ['', undefined],
  ])('telephone “%s” becomes %s', async (written, telephone) => {
    const [practice] = await practicesOf({ practices: epraccurFile([{ telephone: written }]) });
    expect(practice?.telephone).toBe(telephone);
  });

  test('the day is in its name, else it is refused', async () => {
    const { files } = await readPublishedRegister(
      { practices: epraccurFile([{}], 'epraccur_2026-02-15.csv') },
      smallCatalogue,
    );
    expect(files[0]?.asAt).toBe('2026-02-15');
    await expect(practicesOf({ practices: epraccurFile([{}], 'epraccur.csv') })).rejects.toThrow(
      'epraccur.csv carries no date of its own: name it after the month it describes, such as epraccur_2026-06.csv',
    );
  });
});
