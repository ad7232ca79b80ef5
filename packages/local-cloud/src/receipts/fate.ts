/** A message on its way to one address. */
export interface MessageUnderWay {
  channel: 'sms' | 'email';
  /** A number in E.164, or an email address without a name around it. */
  to: string;
}

/** What becomes of a message, and when the world hears of it. */
export type Fate = Outcome & {
  /** How often the receipt is issued: 0 loses it, 2 doubles it; 1 when left out. */
  times?: number;
  /** Milliseconds of the cloud's clock until the receipt; 50 when left out. */
  afterMs?: number;
};

type Outcome =
  | { outcome: 'delivered' }
  | {
      outcome: 'undelivered';
      /**
       * Of a text SNS's words, such as `Phone number is opted out`; of an email what the other
       * server said, such as `smtp; 550 5.1.1 user unknown`.
       */
      reason: string;
      /** Of an email: a Permanent bounce, which is the default, or a Transient one. */
      permanent?: boolean;
      /** Of an email: the bounce's sub-type, such as `MailboxFull`; `General` when left out. */
      subType?: string;
    }
  /** The person called the email spam; a text counts as delivered, since nobody reports it. */
  | { outcome: 'complaint' };
