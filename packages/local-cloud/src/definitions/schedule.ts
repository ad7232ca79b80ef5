/** A rule that starts a function by the clock. */
export interface ScheduleDefinition {
  /** Name in the template. */
  logicalId: string;
  ruleArn: string;
  /** When it fires next after a moment, both in milliseconds since 1970. */
  nextAfter: (moment: number) => number;
  functionArn: string;
  /** The event as JSON in place of EventBridge's own; left out where the target gives none. */
  input: string | undefined;
}
