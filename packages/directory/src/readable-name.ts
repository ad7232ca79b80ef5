/** Written in capitals wherever they stand. */
const capitals = new Set(
  'NHS PCN GP HC HQ ICB ICS UK UCC PMS APMS FCP CIC LLP II III IV VI VII VIII UTC EA NEL BNSSG GMS IOW'.split(
    ' ',
  ),
);
/** Abbreviations and titles without a vowel that are not initials. */
const abbreviations = new Set(
  'DR DRS ST STS MR MRS MS RD RDS LTD CTR CTRS CTRE CNTR SQ PK HTH MT NR GRP PRCT HLTH SRGY MY BY LN LYN LYNN RHYL WYNN PTNR PTNRS BLVD TWNS SPCL'.split(
    ' ',
  ),
);
/** Words of two letters that are not somebody's initials. */
const shortWords = new Set(
  'AL AN AS BE DE DI DO DU EL GO IF IS LA LE LI LO ME MY NO OR OX SO TO UP US WE WU YE'.split(' '),
);
/** Words kept small inside a name. */
const small = new Set('and at by for in le of on or the to under upon with'.split(' '));

/**
 * A readable spelling of a name published in capitals: `ST JOHN'S & BOTOLPH PCN` is `St John's &
 * Botolph PCN`. A name that already has small letters is left as it is. Initials are told by having
 * two letters that are no word, or no vowel; that is a guess about spelling and only ever changes
 * capitals to small letters.
 */
export function readableName(published: string): string {
  const name = published.trim().replace(/\s+/g, ' ');
  if (/[a-z]/.test(name)) return name;
  return name.replace(/[A-Z0-9'’]+/g, (word, offset: number) =>
    readableWord(word, /^$|\(\s*$| - $/.test(name.slice(0, offset))),
  );
}

function readableWord(word: string, isFirst: boolean): string {
  if (word === 'GPS') return 'GPs';
  if (/^\d+(?:ST|ND|RD|TH)$/.test(word)) return word.toLowerCase();
  if (capitals.has(word) || /\d/.test(word) || isInitials(word)) return word;
  const lower = word.toLowerCase();
  if (small.has(lower) && !isFirst) return lower;
  return lower
    .replace(/^[a-z]/, (letter) => letter.toUpperCase())
    .replace(
      /^(Mc|[OD]['’])([a-z])(?=[a-z]{2})/,
      (_, start: string, letter: string) => start + letter.toUpperCase(),
    );
}

function isInitials(word: string): boolean {
  if (abbreviations.has(word) || small.has(word.toLowerCase())) return false;
  const letters = word.replace(/['’]S?$/, '');
  return (
    /^[B-DF-HJ-NP-TV-XZ]{1,5}$/.test(letters) || (/^[A-Z]{2}$/.test(word) && !shortWords.has(word))
  );
}
