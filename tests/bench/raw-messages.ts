import * as z from 'zod';

/** What a raw reader is started with: the function's own credentials, and where everything is. */
export const Given = z.object({
  endpoint: z.string(),
  region: z.string(),
  credentials: z.object({
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    sessionToken: z.string(),
  }),
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

/** One read: the rosters, or their versions alone. */
export const Task = z.object({
  what: z.enum(['rosters', 'versions']),
  icbs: z.array(z.string()),
  /** True to read the list of ICBs first, as the function does for NHS England. */
  pointer: z.boolean(),
  /** JSON of the answer, to time writing it again. */
  body: z.string().optional(),
});
/** One read. */
export type Task = z.infer<typeof Task>;

/** What one read took: milliseconds by part, strong read units, and bytes of the engine's answer. */
export const Reply = z.object({
  pointerMs: z.number(),
  pointerUnits: z.number(),
  credentialsMs: z.number(),
  storeMs: z.number(),
  units: z.number(),
  bytes: z.number(),
  engineMs: z.number(),
  decodeMs: z.number(),
  assessMs: z.number(),
  serialiseMs: z.number(),
});
/** What one read took. */
export type Reply = z.infer<typeof Reply>;
