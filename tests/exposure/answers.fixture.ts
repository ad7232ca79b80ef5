import { inventedCodes } from '../set-up/directory-builder.ts';

/** The invented ICB of the tests of exposure answers: eight practices in four PCNs. */

export const codes = inventedCodes(8) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
export const [quay, harbour, abbey, mill, dale, castle, bridge, ferry] = codes;
const pcn = (code: string) => ({ code, name: `Network ${code}` });
const subIcb = (code: string) => ({ code, name: `Place ${code}` });
const emis = { clinicalSystem: 'emis-web' };
const systmOne = { clinicalSystem: 'systmone' };

/**
 * On EMIS Web: three. On SystmOne: four, one of them with a telephone system. Of one nothing is
 * published.
 */
export const practices = [
  { odsCode: quay, name: 'Quay', pcn: pcn('U1'), subIcb: subIcb('S1'), listSize: 5000, ...emis },
  { odsCode: harbour, name: '=Harbour', pcn: pcn('U1'), subIcb: subIcb('S1'), ...emis },
  { odsCode: abbey, name: 'Abbey', pcn: pcn('U2'), subIcb: subIcb('S1'), ...systmOne },
  { odsCode: mill, name: 'Mill, "old"', pcn: pcn('U2'), subIcb: subIcb('S2'), ...emis },
  { odsCode: dale, name: 'Dale', pcn: pcn('U3'), subIcb: subIcb('S2'), clinicalSystem: null },
  { odsCode: castle, name: 'Castle', pcn: pcn('U3'), subIcb: subIcb('S2'), ...systmOne },
  { odsCode: bridge, name: 'Bridge', subIcb: subIcb('S2'), listSize: 12_000, ...systmOne },
  { odsCode: ferry, name: 'Ferry', pcn: pcn('U4'), subIcb: subIcb('S2'), ...systmOne },
];
/**
 * EMIS Web is down and Surgery Connect is poor: three are hit by the one, one by the other, one is
 * unknown.
 */
export const both = 'product=emis-web&product=surgery-connect:degraded';
