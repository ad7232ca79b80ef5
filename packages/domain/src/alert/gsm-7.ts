/**
 * The default alphabet of SMS and its extension table, which costs two. Source: 3GPP TS 23.038,
 * 6.2.1.
 */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€\f');

/** Typographic characters and what stands for them. */
const plain: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '•': '-',
  '…': '...',
  '→': '->',
  '⁄': '/',
  '`': "'",
  Ł: 'L',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  œ: 'oe',
  '\t': ' ',
};

/**
 * Units of one message alone, and of each segment of a longer one. Source: 3GPP TS 23.040,
 * 9.2.3.24.1.
 */
const sizes = { gsm7: { alone: 160, each: 153 }, ucs2: { alone: 70, each: 67 } } as const;

/**
 * Text in the default alphabet as far as its words allow: typographic quotes and dashes become
 * plain ones, letters lose accents that the alphabet lacks, pictures go. Letters of other scripts
 * stay, and make the message UCS-2.
 */
export function transliterate(text: string): string {
  return Array.from(text)
    .map((character) => {
      if (basic.has(character) || extended.has(character)) return character;
      if (/\p{Extended_Pictographic}|\p{Variation_Selector}|\p{Format}/u.test(character)) return '';
      const decomposed = character.normalize('NFKD').replace(/\p{Mark}/gu, '');
      return Array.from(plain[character] ?? decomposed)
        .map((each) => plain[each] ?? each)
        .join('');
    })
    .join('');
}

/**
 * How many SMS segments a text takes: 306 units of GSM-7 are two, or 134 of UCS-2 when one
 * character needs it.
 */
export function smsSegments(text: string): number {
  const characters = Array.from(text);
  const gsm = characters.every((each) => basic.has(each) || extended.has(each));
  const { alone, each: room } = gsm ? sizes.gsm7 : sizes.ucs2;
  const costs = characters.map((each) => (gsm ? (extended.has(each) ? 2 : 1) : each.length));
  if (costs.reduce((sum, cost) => sum + cost, 0) <= alone) return 1;
  let segments = 1;
  let used = 0;
  // A character of two units is never split between segments.
  for (const cost of costs) {
    if (used + cost > room) {
      segments += 1;
      used = 0;
    }
    used += cost;
  }
  return segments;
}
