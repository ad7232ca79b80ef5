import { OdsCode } from '@registry/domain';

/** An ODS code as people write it, without regard to case and spaces, or why it is none. */
export function readOdsCode(written: string): { odsCode: OdsCode } | { reason: string } {
  const code = OdsCode.safeParse(written.replace(/\s/g, '').toUpperCase());
  if (code.success) return { odsCode: code.data };
  return { reason: `“${written}” ${code.error.issues[0]?.message ?? 'is no ODS code'}` };
}
