import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JSONWebKeySet, JWK } from 'jose';
import * as z from 'zod';
import { OWNER_ONLY } from '../data/data-folder.ts';
import { readKept } from '../data/unusable.ts';

/** The key that tokens are signed with, and its public half as callers fetch it. */
export interface SigningKey {
  id: string;
  privateKey: CryptoKey;
  jwks: JSONWebKeySet;
}

const Stored = z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string() });

/**
 * The RS256 key kept in `identity.json`, so that tokens outlive a restart; made there on the first
 * start.
 * @param dataDir where it is kept; a key for this run alone when undefined
 * @throws UnusableData where the kept one cannot be read
 */
export async function loadSigningKey(dataDir: string | undefined): Promise<SigningKey> {
  const stored = dataDir === undefined ? await newKey() : await keptKey(dataDir);
  const { n, e } = stored;
  const id = await calculateJwkThumbprint(stored);
  const privateKey = await importJWK(stored, 'RS256');
  if (privateKey instanceof Uint8Array) throw new Error('The signing key must be an RSA key.');
  return {
    id,
    privateKey,
    jwks: { keys: [{ kty: 'RSA', n, e, kid: id, alg: 'RS256', use: 'sig' }] },
  };
}

async function keptKey(dataDir: string): Promise<z.infer<typeof Stored>> {
  const file = path.join(dataDir, 'identity.json');
  const kept = readKept(file, (text) => Stored.parse(JSON.parse(text)));
  if (kept !== undefined) return kept;
  const made = await newKey();
  // The file is written whole or not at all: half a key would stop every later start.
  await writeFile(`${file}.new`, JSON.stringify(made), { mode: OWNER_ONLY });
  await rename(`${file}.new`, file);
  return made;
}

async function newKey(): Promise<z.infer<typeof Stored>> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk: JWK = await exportJWK(privateKey);
  return Stored.parse(jwk);
}
