/** Crockford's base32: no I, L, O or U, so that nothing is mistaken when read aloud or typed. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Random bytes of a token: 80 bits. */
export const REPLY_TOKEN_BYTES = 10;

/**
 * The 16 characters of a reply token, from ten random bytes. Throws for any other number of bytes.
 */
export function replyToken(random: Uint8Array): string {
  if (random.length !== REPLY_TOKEN_BYTES)
    throw new Error(`A reply token is made of ${REPLY_TOKEN_BYTES} bytes, not ${random.length}`);
  const bits = [...random].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet.charAt(parseInt(five, 2))).join('');
}

/** A reply token as it is shown for typing: `ABCD-EFGH-JKMN-PQRS`. */
export function showReplyCode(token: string): string {
  return (token.match(/.{1,4}/g) ?? []).join('-');
}

/**
 * The reply token that somebody typed, forgiving case, spaces, hyphens, O for 0 and I or L for 1;
 * undefined when it is none.
 */
export function parseReplyCode(written: string): string | undefined {
  const token = written
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(token) ? token : undefined;
}

/** Where a contact answers. */
export interface ReplyAddress {
  link: string;
  /** The token as it is typed: `ABCD-EFGH-JKMN-PQRS`. */
  code: string;
  /** Where it is typed, without `https://`. */
  page: string;
}

/**
 * Where a contact answers with this token. `publicUrl` is the API's, without a slash at its end.
 */
export function replyAddress(publicUrl: string, token: string): ReplyAddress {
  return {
    link: `${publicUrl}/reply/${token}`,
    code: showReplyCode(token),
    page: `${publicUrl.replace(/^https?:\/\//, '')}/reply`,
  };
}
