/** A rule that starts a function at a steady pace. */
export interface ScheduleDefinition {
  /** Name in the template. */
  logicalId: string;
  ruleArn: string;
  /** Milliseconds between two firings. */
  everyMs: number;
  functionArn: string;
  /** The event as JSON in place of EventBridge's own; left out where the target gives none. */
  input: string | undefined;
}
