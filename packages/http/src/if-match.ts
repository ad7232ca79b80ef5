import { Refusal } from '@registry/domain';

/** The ETag of a version, as HTTP writes it: `"7"`. */
export function etag(version: number): string {
  return `"${version}"`;
}

/**
 * Throws `changed-meanwhile` when `If-Match` names another version than the one held, `invalid`
 * when it is not an ETag of ours.
 */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch === '*') return;
  const wanted = /^"(\d+)"$/.exec(ifMatch)?.[1];
  if (wanted === undefined) {
    throw new Refusal('invalid', 'If-Match is not an ETag of this registry', [
      {
        path: 'If-Match',
        message: `should be the ETag of the record as you read it, such as ${etag(version)}`,
      },
    ]);
  }
  if (Number(wanted) !== version) {
    throw new Refusal(
      'changed-meanwhile',
      `You changed version ${wanted}, and the record is now at version ${version}: read it again and repeat your change`,
    );
  }
}
