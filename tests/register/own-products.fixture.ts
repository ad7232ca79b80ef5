/** What the tests of own products say: an ICB’s firewall, and the data centre that it stands on. */

export const sam = {
  name: 'Sam Fictional',
  role: 'Practice manager',
  mobile: '+447700900101',
  email: 'manager@example.nhs.uk',
};
export const firewall = 'z01.county-firewall';
export const dataCentre = 'z01.data-centre';
export const ringUs = 'z01.ring-the-network-desk';
const since = { reviewBy: '2099-01-01', approved: { by: 'Dr Fictional', on: '2026-01-01' } };
export const ofFirewall = {
  name: 'County firewall',
  supplier: 'Fictional Networks',
  roles: ['network'],
  dependencies: [
    { needs: ['hscn'], effect: 'unavailable', evidence: [{ title: 'Contract of 2025' }] },
  ],
};
/** Without a role: nobody has it, the firewall stands on it. */
export const ofDataCentre = {
  name: 'County data centre',
  supplier: 'Fictional Hosting',
  roles: [],
  dependencies: [{ from: firewall, needs: [dataCentre], effect: 'unavailable', advice: [ringUs] }],
  advice: [{ id: ringUs, text: 'Ring the county network desk.', by: 'practice', ...since }],
};

/** The firewall with one dependency. */
export const dependency = (more: object) => ({
  ...ofFirewall,
  dependencies: [{ effect: 'unavailable', ...more }],
});
/** Advice that nothing names yet. */
export const advice = { ...ofDataCentre.advice[0]!, id: 'z01.another' };

/** What does not fit, the field that it is in, and what the refusal says. */
export const unfit: [string, object, string, RegExp][] = [
  ['an unknown need', dependency({ needs: ['hsc'] }), 'dependencies[0].needs[0]', /hscn/],
  ['another’s product', dependency({ needs: ['z02.it'] }), 'dependencies[0].needs[0]', /z02\.it/],
  [
    'a dependency of others',
    dependency({ from: 'emis-web', needs: ['spine'] }),
    ...(['dependencies[0]', /should name z01\.other, in from or in needs/] as const),
  ],
  ['itself', dependency({ needs: ['z01.other'] }), 'dependencies', /need itself/],
  [
    'the role that it fills',
    dependency({ needs: ['network'] }),
    ...(['dependencies', /fills network itself/] as const),
  ],
  [
    'advice that is not there',
    dependency({ needs: ['hscn'], advice: ['z01.no'] }),
    'dependencies',
    /no advice z01\.no/,
  ],
  [
    'advice that nothing names',
    { ...ofFirewall, advice: [advice] },
    'dependencies',
    /z01\.another is named by no/,
  ],
  [
    'advice of national name',
    { ...ofFirewall, advice: [{ ...advice, id: 'ring-us' }] },
    ...(['advice[0].id', /should begin with z01\./] as const),
  ],
  [
    'advice of another ICB’s name',
    { ...ofFirewall, advice: [{ ...advice, id: 'z02.ring-us' }] },
    ...(['advice[0].id', /should begin with z01\./] as const),
  ],
  ['no name', { ...ofFirewall, name: '' }, 'name', /./],
  ['an unknown role', { ...ofFirewall, roles: ['firewall'] }, 'roles[0]', /one of clinical-system/],
  ['no need', dependency({ needs: [] }), 'dependencies[0].needs', /at least 1/],
  ['an unknown field', { ...ofFirewall, assumed: true }, 'assumed', /not a field/],
];
