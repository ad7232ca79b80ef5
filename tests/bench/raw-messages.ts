import * as z from 'zod';

const Credentials = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
});
/** Credentials of a role assumed. */
export type Credentials = z.infer<typeof Credentials>;

/**
 * What a raw reader is started with: the function's own credentials, those that it assumes, and
 * where everything is.
 */
export const Given = z.object({
  endpoint: z.string(),
  region: z.string(),
  credentials: Credentials,
  national: Credentials,
  engineUrl: z.string(),
  table: z.string(),
  pointers: z.string(),
  roleArn: z.string(),
  nationalOrg: z.string(),
  /** ISO date of the question. */
  today: z.string(),
});
/** What a raw reader is started with. */
export type Given = z.infer<typeof Given>;

/**
 * The rosters of some ICBs, or their versions alone: read and no more, or with every part of an
 * answer around it.
 */
export const Task = z.object({
  act: z.enum(['read', 'parts']),
  what: z.enum(['rosters', 'versions']),
  icbs: z.array(z.string()),
  /** True to read the list of ICBs first, as the function does for NHS England. */
  pointer: z.boolean(),
  /** Products in trouble. */
  products: z.array(z.string()),
  /** JSON of the answer, to time writing it again. */
  body: z.string(),
});
/** The rosters of some ICBs, or their versions alone. */
export type Task = z.infer<typeof Task>;

/** What a read took: milliseconds, strong read units, and bytes of the engine's answer. */
export const ReadReply = z.object({
  storeMs: z.number(),
  units: z.number(),
  bytes: z.number(),
  engineMs: z.number(),
});
/** What a read took. */
export type ReadReply = z.infer<typeof ReadReply>;

/** What the parts of an answer took, in milliseconds, in the handler's order. */
export const PartsReply = z.object({
  pointerMs: z.number(),
  pointerUnits: z.number(),
  credentialsMs: z.number(),
  storeMs: z.number(),
  decodeMs: z.number(),
  assessMs: z.number(),
  serialiseMs: z.number(),
});
/** What the parts of an answer took. */
export type PartsReply = z.infer<typeof PartsReply>;
