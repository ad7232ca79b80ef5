/**
 * A policy says something that the law here does not know; the message names it and where it
 * stands.
 */
export class PolicyNotUnderstood extends Error {
  constructor(where: string, problem: string) {
    super(`${where}: ${problem}`);
    this.name = 'PolicyNotUnderstood';
  }
}
