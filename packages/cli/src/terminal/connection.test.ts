import { expect, test } from '@jest/globals';
import { connect, registryAddress } from './connection.ts';

test('the address is this machine’s unless REGISTRY_URL says otherwise', () => {
  expect(registryAddress({})).toEqual({ url: 'http://127.0.0.1:3000', local: true });
  expect(registryAddress({ PORT: '3100' })).toEqual({ url: 'http://127.0.0.1:3100', local: true });
  expect(registryAddress({ REGISTRY_URL: 'https://registry.example.nhs.uk' }).local).toBe(false);
  expect(() => registryAddress({ REGISTRY_URL: 'registry' })).toThrow('should be an address');
});

test('another machine’s registry is never asked for a token', () => {
  const remote = { REGISTRY_URL: 'https://registry.example.nhs.uk' };
  expect(() => connect({ role: 'icb', org: 'Z01' }, remote)).toThrow('Set REGISTRY_TOKEN');
  expect(() =>
    connect({ role: 'icb', org: 'Z01' }, { ...remote, REGISTRY_TOKEN: 'a-token' }),
  ).not.toThrow();
});
