import { Sending, StopSwitch } from '@registry/domain';
import { operation, unused } from '../operation.ts';

const stands = { description: 'How sending stands for the caller', body: Sending };

/** `PUT /sending`. */
export const moveStopSwitch = operation('PUT /sending', {
  summary: 'Stop all messages of the caller’s own, for NHS England everybody’s, or let them go on',
  path: unused,
  query: unused,
  body: StopSwitch,
  bodyExample: { stopped: true, reason: 'The first message names the wrong product.' },
  answers: { 200: stands },
  problems: ['too-busy'],
});

/** `GET /sending`. */
export const readSending = operation('GET /sending', {
  summary: 'Whether messages are stopped, by whom and why; for NHS England, in which ICBs',
  path: unused,
  query: unused,
  body: unused,
  answers: { 200: stands },
  problems: [],
});
