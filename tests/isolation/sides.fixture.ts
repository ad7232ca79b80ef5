import { inventedDirectory } from '../set-up/directory-builder.ts';

/** Two ICBs alike but for the words and numbers that give each away. */
export const ours = {
  icb: 'Z01',
  odsCode: 'Z00001',
  other: 'Z00002',
  word: 'kestrel',
  person: 'Falco',
  mobile: '07700900101',
  bypass: '01632960101',
};
export const theirs = {
  icb: 'Z02',
  odsCode: 'Z00003',
  other: 'Z00004',
  word: 'osprey',
  person: 'Pandion',
  mobile: '07700900202',
  bypass: '01632960202',
};
export type Side = typeof ours;

/** What nobody but the practice and its ICB may see. */
export const personal = /pandion|900202|960202/i;
/**
 * What no other ICB or practice may see; their ODS codes neither, but where the question itself
 * names them.
 */
export const anything = /osprey|Z00003|Z00004|pandion|900202|960202/i;

export const key = { 'idempotency-key': 'the-same-key' };
export const directoryOf = ({ odsCode, other, word, icb }: Side) =>
  inventedDirectory(
    `Fictional ${icb}`,
    [odsCode, other].map((code) => ({
      odsCode: code,
      name: `${word} surgery ${code}`,
      pcn: { code: `U${code}`, name: `${word} network` },
    })),
  );
export const bodyOf = ({ person, mobile, bypass }: Side) => ({
  systems: [{ role: 'clinical-system', product: 'systmone' }],
  contacts: [
    { name: `${person} Fictional`, role: 'Manager', mobile, email: `${person}@example.org` },
  ],
  continuity: { bypassNumber: bypass },
});

/** An outage as one side declares it: all that it says gives the side away. */
export const outageOf = ({ word }: Side) => ({
  products: ['systmone'],
  title: `${word} outage`,
  message: `The ${word} is down.`,
  severity: 'major',
  publicMessage: `Mind the ${word}.`,
});
/**
 * A product of one side's own: its name and advice give the side away; the id is what others may
 * guess.
 */
export const firewallOf = ({ icb }: Side) => `${icb.toLowerCase()}.firewall`;
export const productOf = ({ word, icb, person }: Side) => ({
  name: `${word} firewall`,
  supplier: person,
  roles: ['network'],
  dependencies: [
    { needs: ['hscn'], effect: 'unavailable', advice: [`${icb.toLowerCase()}.ring-them`] },
  ],
  advice: [
    {
      id: `${icb.toLowerCase()}.ring-them`,
      text: `Ring the ${word}.`,
      by: 'practice',
      reviewBy: '2099-01-01',
    },
  ],
});
export const networkOf = (side: Side) => ({ role: 'network', product: firewallOf(side) });
export const profileOf = ({ word, bypass }: Side) => ({ sender: `NHS ${word}`, phone: bypass });
