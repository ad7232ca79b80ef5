import { expect, test } from '@jest/globals';
import { readableName } from './readable-name.ts';

test.each([
  ["ST JOHN'S & BOTOLPH PCN", "St John's & Botolph PCN"],
  ['THE SURGERY AT THE HILL', 'The Surgery at the Hill'],
  ['NHS WALK-IN GP CENTRE II', 'NHS Walk-in GP Centre II'],
  ['DR PT HARROP AND PARTNERS', 'Dr PT Harrop and Partners'],
  ['HOLBORN H.C. (DR O’MARA)', 'Holborn H.C. (Dr O’Mara)'],
  ['DRS MCADAM & D’ARCY', 'Drs McAdam & D’Arcy'],
  ['ASHBY-ON-THE-WATER MED.CTR.', 'Ashby-on-the-Water Med.Ctr.'],
  ['1ST AVENUE, NW99 MEDICAL', '1st Avenue, NW99 Medical'],
  ['NORTH SWB LTD - THE LODGE', 'North SWB Ltd - The Lodge'],
  ['EXAMPLE FEDERATED GPS  LIMITED', 'Example Federated GPs Limited'],
  ['Already Readable PCN', 'Already Readable PCN'],
])('%s reads %s', (published, readable) => {
  expect(readableName(published)).toBe(readable);
});
