import * as z from 'zod';
import { IcbCode, IcbProfile } from '@registry/domain';
import { operation, unused } from '../operation.ts';

const path = z.object({ code: IcbCode });
const example = IcbProfile.parse({ sender: 'NHS Example', phone: '01632 960100' });
const profile = {
  description: 'The profile',
  body: IcbProfile,
  example,
  headers: { ETag: 'The version of the profile, for If-Match' },
};

/** `GET /icbs/{code}`. */
export const readProfile = operation('GET /icbs/{code}', {
  summary: 'Who the caller’s own ICB is when it speaks',
  path,
  query: unused,
  body: unused,
  answers: { 200: profile },
  problems: ['not-found', 'no-profile'],
});

/** `PUT /icbs/{code}`. */
export const keepProfile = operation('PUT /icbs/{code}', {
  summary: 'Say who the caller’s own ICB is when it speaks, and which advice it lets be sent',
  path,
  query: unused,
  body: IcbProfile,
  bodyExample: example,
  heeds: ['If-Match'],
  answers: { 200: profile },
  problems: ['not-found', 'changed-meanwhile'],
});
