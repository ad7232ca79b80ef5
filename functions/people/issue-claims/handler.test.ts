import { expect, test } from '@jest/globals';
import { withClaims } from './handler.ts';

/** Event version 3 as Cognito sends it, with invented values. */
function event(triggerSource: string, request: object) {
  return {
    version: '3',
    triggerSource,
    region: 'eu-west-2',
    userPoolId: 'eu-west-2_Fictional',
    userName: 'fictional-user',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'fictional-client' },
    request,
    response: { claimsAndScopeOverrideDetails: null },
  };
}
const signIn = (attributes: object) =>
  event('TokenGeneration_Authentication', {
    userAttributes: { sub: 'fictional', 'cognito:user_status': 'CONFIRMED', ...attributes },
    groupConfiguration: {},
    scopes: ['aws.cognito.signin.user.admin'],
  });
const machine = (scopes: string[]) =>
  event('TokenGeneration_ClientCredentials', { scopes, clientMetadata: {} });
const answered = (asked: object, claims: object) => ({
  ...asked,
  response: {
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } },
  },
});

test.each([
  ['practice', 'G99999'],
  ['icb', 'QKS'],
  ['icb', 'S1Y5D'],
  ['national', 'X26'],
])('an account made for %s %s gets both claims on its access token', (role, org) => {
  const asked = signIn({ 'custom:role': role, 'custom:org': org });
  expect(withClaims(asked, 'X26')).toEqual(answered(asked, { role, org }));
});

test.each([
  ['nothing said', {}],
  ['no organisation', { 'custom:role': 'icb' }],
  ['a role that is not one', { 'custom:role': 'admin', 'custom:org': 'QKS' }],
  ['a practice with an ICB’s code', { 'custom:role': 'practice', 'custom:org': 'QKS' }],
])('an account with %s gets no claims', (_, attributes) => {
  const asked = signIn(attributes);
  expect(withClaims(asked, 'X26')).toEqual(asked);
});

test('the machine that loads the directory is NHS England', () => {
  const asked = machine(['registry/directory:write']);
  expect(withClaims(asked, 'X26')).toEqual(answered(asked, { role: 'national', org: 'X26' }));
});

test('a machine with another scope is nobody, whatever attributes it brings', () => {
  const asked = machine(['registry/reports:write']);
  expect(withClaims(asked, 'X26')).toEqual(asked);
});

test('refuses what is not an event of Cognito', () => {
  expect(() => withClaims({ routeKey: 'GET /health' }, 'X26')).toThrow();
});
