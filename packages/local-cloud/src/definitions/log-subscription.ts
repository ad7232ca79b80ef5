/** What takes the events of a log group to a function. */
export interface LogSubscription {
  /** Name of the subscription filter. */
  name: string;
  groupName: string;
  /** ARN of the log group, with `:*` at its end. */
  groupArn: string;
  functionArn: string;
}
