/** What one request may ask for or hold. Each has its reason; none is a rule of the field. */
export const limits = {
  /** Practices in one page of records. */
  practicesInPage: 500,
  /**
   * Bytes, as JSON in UTF-8, of what one author says of a practice: ten times what the fullest real
   * record has, and 2,000 practices at their largest still fit one function's memory.
   */
  recordBytes: 20_000,
  /** Practices in one page of an exposure: some 2 MB at most. */
  exposureInPage: 2000,
  /** Products in one question: each is followed through the catalogue. */
  productsInQuestion: 20,
  /** Codes of one kind in one question. */
  codesInQuestion: 100,
  /** Practices that one ICB's directory may name; the largest in England has some 420. */
  practicesInDirectory: 2000,
  /** Practices that a dataset may speak of before a file places them: England has some 6,200. */
  practicesUnplaced: 10_000,
  /** Characters of a product's id: it is a key in the store, which takes no long ones. */
  productIdCharacters: 100,
  /**
   * Characters of one product of an ICB's own: in UTF-8 they fit the 400 KB that an item of
   * DynamoDB may have (AWS, DynamoDB quotas).
   */
  ownProductCharacters: 100_000,
  /** Products of one ICB's own: every question about it follows them all, as does its alerting. */
  ownProducts: 60,
  /**
   * Dependencies of an ICB's own products together: six times as many as the national catalogue
   * has, and still searched in about a millisecond for each kind of practice.
   */
  ownDependencies: 600,
  /** Characters of an ICB's own products together: every batch of its alerts reads them all. */
  ownProductsCharacters: 300_000,
  /** Own products that one chain of needs may pass: nobody reads a longer explanation. */
  ownDepth: 12,
  /**
   * Answers kept of one practice in one outage. Each is under 1.5 KB, and the item that holds them
   * may have 400 KB (AWS, DynamoDB quotas): above this somebody is playing, and the board must stay
   * readable.
   */
  answersOfPractice: 200,
  /**
   * Of those, answers by the links of one person: whoever plays with a link, or finds one, keeps
   * nobody else of that practice from answering.
   */
  answersOfPerson: 40,
  /** Answers of one practice in one outage heard by telephone: they fit beside those by link. */
  answersByTelephone: 30,
  /** Bytes of JSON that Lambda hands on, in which a body is one text (AWS Lambda quotas: 6 MB). */
  answerBytes: 6_000_000,
} as const;
