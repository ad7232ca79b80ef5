/** Settings of all texts of the account, by the names that SNS's SetSMSAttributes gives them. */
export interface TextAttributes {
  /** ARN of the role in whose name SNS logs what became of each text. */
  DeliveryStatusIAMRole?: string | undefined;
  /** How many of a hundred texts that arrived are logged, `0` to `100`. */
  DeliveryStatusSuccessSamplingRate?: string | undefined;
  /** Sender id of texts that bring none. */
  DefaultSenderID?: string | undefined;
  DefaultSMSType?: 'Promotional' | 'Transactional' | undefined;
  /** In US dollars; nothing costs anything here. */
  MonthlySpendLimit?: string | undefined;
}

/** A custom resource that makes these settings on deployment. */
export interface TextSettings {
  /** Name in the template. */
  logicalId: string;
  /** ARN of the function that would make the call. */
  providerArn: string;
  attributes: TextAttributes;
}
