import { expect, test } from '@jest/globals';
import { applyTrigger } from './trigger-event.ts';

const claims = { sub: 'someone', client_id: 'app', scope: 'a b', extra: 1 };

function answer(accessTokenGeneration: object): unknown {
  return { response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } } };
}

test('claims and scopes are added, replaced and suppressed', () => {
  const changed = answer({
    claimsToAddOrOverride: { role: 'buyer', org: 'north' },
    claimsToSuppress: ['extra'],
    scopesToAdd: ['c'],
    scopesToSuppress: ['a'],
  });
  expect(applyTrigger(claims, changed)).toEqual({
    sub: 'someone',
    client_id: 'app',
    scope: 'b c',
    role: 'buyer',
    org: 'north',
  });
});

test('a trigger cannot change who the token is for', () => {
  const forged = answer({
    claimsToAddOrOverride: { sub: 'another', iss: 'elsewhere', exp: 9 },
    claimsToSuppress: ['client_id'],
  });
  expect(applyTrigger(claims, forged)).toEqual(claims);
});

test('a trigger that answers with nothing changes nothing', () => {
  const silent = { response: { claimsAndScopeOverrideDetails: null } };
  expect(applyTrigger(claims, silent)).toEqual(claims);
});
