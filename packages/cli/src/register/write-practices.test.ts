import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ApiProblem } from '@registry/api-client';
import { OdsCode, PracticeView } from '@registry/domain';
import { writePractices } from './write-practices.ts';

const codes = ['Z00001', 'Z00002', 'Z00003'].map((code) => OdsCode.parse(code));
const [contended, refused] = codes;

let said: string[];
beforeEach(() => {
  said = [];
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = 0;
});

/**
 * A register whose record of one practice is changed by somebody else before the first write, and
 * which refuses another.
 */
function register() {
  const versions = new Map(codes.map((code) => [String(code), 1]));
  const written: string[] = [];
  const tagged = (odsCode: string) => {
    const version = versions.get(odsCode) ?? 0;
    const practice = PracticeView.parse({
      odsCode,
      icb: 'Z01',
      version,
      systems: [],
      contacts: [],
      continuity: {},
      directory: { name: `Version ${version}`, provenance: {} },
    });
    return { practice, etag: `"${version}"` };
  };
  const problem = (status: number, code: string, title: string) =>
    new ApiProblem(status, { type: 'about:blank', code, title, status });
  return {
    written,
    client: {
      readPractice: (odsCode: string) => Promise.resolve(tagged(odsCode)),
      registerPractice: (odsCode: string, body: object, { ifMatch = '' } = {}) => {
        if (odsCode === refused) return Promise.reject(problem(400, 'invalid', 'Wrong'));
        if (odsCode === contended && ifMatch === '"1"') {
          versions.set(odsCode, 2);
          return Promise.reject(problem(412, 'changed-meanwhile', 'Changed meanwhile'));
        }
        written.push(`${odsCode} ${ifMatch} ${JSON.stringify(body)}`);
        return Promise.resolve(tagged(odsCode));
      },
    },
  };
}

/** Says of a practice the name that was read. */
const writes = codes.map((odsCode) => ({
  odsCode,
  bodyFrom: ({ directory }: PracticeView) => ({
    systems: [],
    contacts: [],
    continuity: {},
    name: directory.name,
  }),
}));

test('a record changed meanwhile is read again; a refusal is listed, stops nobody else, and makes exit code 1', async () => {
  const { client, written } = register();
  await writePractices(client, writes, 'Nothing changed.');
  expect(written).toEqual([
    expect.stringMatching(/^Z00001 "2" .*Version 2/),
    expect.stringMatching(/^Z00003 "1" .*Version 1/),
  ]);
  expect(said.join('')).toContain('Written: 2 practices.');
  expect(said.join('')).toContain('Z00002 was not written. Refused (400): Wrong');
  expect(process.exitCode).toBe(1);
});

test('nothing to write says so', async () => {
  await writePractices(register().client, [], 'Nothing changed.');
  expect(said).toEqual(['Nothing changed.\n']);
});
